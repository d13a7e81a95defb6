package com.bestqi.device.location;

/**
 * A place on earth.
 *
 * @param accuracy radius in metres within which it is true
 */
record Coordinates(double latitude, double longitude, double accuracy) {
    private static final int CELLS_PER_DEGREE = 100;
    private static final int MOST_CELLS = 360 * CELLS_PER_DEGREE;
    private static final double COARSE_METRES = 1_000;
    private static final double MOST_METRES = 100_000;

    boolean possible() {
        return Math.abs(latitude) <= 90
                && Math.abs(longitude) <= 180
                && accuracy >= 0
                && accuracy <= MOST_METRES;
    }

    /**
     * The nearest point of a grid of 0.01 degree, which is about 1.1 km from north to south.
     * Towards the poles, where meridians draw together, whole cells are joined, so that the grid
     * stays about as wide from west to east. Applied twice it changes nothing more.
     */
    Coordinates coarse() {
        long row = Math.round(latitude * CELLS_PER_DEGREE);
        double coarseLatitude = (double) row / CELLS_PER_DEGREE;
        double shrink = Math.max(Math.cos(Math.toRadians(coarseLatitude)), 1.0 / MOST_CELLS);
        long joined = Math.max(1, Math.round(1 / shrink));
        long column = Math.round(longitude * CELLS_PER_DEGREE / joined) * joined;
        long edge = 180L * CELLS_PER_DEGREE;
        double coarseLongitude = (double) Math.clamp(column, -edge, edge) / CELLS_PER_DEGREE;
        return new Coordinates(coarseLatitude, coarseLongitude, Math.max(accuracy, COARSE_METRES));
    }

    /** As one text, for encryption. */
    String text() {
        return latitude + " " + longitude + " " + accuracy;
    }

    static Coordinates parse(String text) {
        var parts = text.split(" ", 3);
        return new Coordinates(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]));
    }

    /** Keeps the place out of logs. */
    @Override
    public String toString() {
        return "Coordinates";
    }
}
