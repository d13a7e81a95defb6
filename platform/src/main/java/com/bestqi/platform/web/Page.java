package com.bestqi.platform.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next cursor of the next page, null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {
    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of rows that were asked for with one more than the limit.
     *
     * @param cursor the position of a row, from which the next page goes on
     */
    public static <R, T> Page<T> of(
            List<R> rows, PageRequest asked, Function<R, T> view, Function<R, String> cursor) {
        boolean more = rows.size() > asked.limit();
        return of(more ? rows.subList(0, asked.limit()) : rows, more, view, cursor);
    }

    /**
     * Makes a page of rows that are all shown.
     *
     * @param more whether the list goes on behind them; there must be a row then
     */
    public static <R, T> Page<T> of(
            List<R> rows, boolean more, Function<R, T> view, Function<R, String> cursor) {
        return new Page<>(
                rows.stream().map(view).toList(),
                more ? PageRequest.encode(cursor.apply(rows.getLast())) : null);
    }

    /**
     * Makes a page of a list that is at hand as a whole, such as a catalogue; throws 400 for a
     * cursor that it did not write.
     */
    public static <T> Page<T> ofAll(List<T> all, PageRequest asked) {
        int from = asked.from().map(position -> index(position, all.size())).orElse(0);
        int to = Math.min(from + asked.limit(), all.size());
        return new Page<>(
                all.subList(from, to),
                to < all.size() ? PageRequest.encode(String.valueOf(to)) : null);
    }

    private static int index(String position, int size) {
        int index = position.matches("[0-9]{1,6}") ? Integer.parseInt(position) : size + 1;
        if (index > size) {
            throw PageRequest.badCursor();
        }
        return index;
    }
}
