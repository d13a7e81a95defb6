package com.bestqi.images;

import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The image of a service: its program on a base, run by a user who is nobody and owns nothing in
 * it, with no secret and no address in it. All of those come from the deployment.
 *
 * @param service of which it is
 * @param program what runs in it
 * @param details what the build says of itself
 */
record ServiceImage(Service service, Program program, Details details) {
    /** As k8s/ has it; a number, so that Kubernetes sees that it is not root. */
    static final String USER = "10001:10001";

    /**
     * What a build says of itself.
     *
     * @param version of the suite
     * @param revision of the sources, or empty
     * @param base what the images stand on, or empty for what has no name
     * @param created the time that everything in an image bears, so that it tells nothing
     */
    record Details(String version, String revision, String base, Instant created) {}

    /** The whole image, on a builder that has the base. */
    JibContainerBuilder on(JibContainerBuilder base) {
        program.layers().forEach(base::addFileEntriesLayer);
        return base.setFormat(ImageFormat.OCI)
                .setCreationTime(details.created())
                .setUser(USER)
                .setWorkingDirectory(Program.HOME)
                .setEntrypoint(program.command())
                .setExposedPorts(
                        service.ports().stream().map(Port::tcp).collect(Collectors.toSet()))
                .setLabels(labels());
    }

    private Map<String, String> labels() {
        var labels = new TreeMap<String, String>();
        labels.put("org.opencontainers.image.title", service.module());
        labels.put("org.opencontainers.image.version", details.version());
        if (!details.revision().isEmpty()) {
            labels.put("org.opencontainers.image.revision", details.revision());
        }
        if (!details.base().isEmpty()) {
            labels.put("org.opencontainers.image.base.name", details.base());
        }
        return labels;
    }
}
