package com.bestqi.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HereTest {
    @Test
    void aBaseOfThisMachineHasTheLoaderAndWhatItLoads(@TempDir Path work) {
        var plan = new Here(Kind.NATIVE, work).begin().toContainerBuildPlan();
        var entries = ((FileEntriesLayer) plan.getLayers().getFirst()).getEntries();

        assertThat(plan.getBaseImage()).isEqualTo("scratch");
        assertThat(entries.stream().map(entry -> entry.getExtractionPath().toString()))
                .anyMatch(path -> path.endsWith("/libc.so.6"))
                .anyMatch(path -> path.endsWith("/libz.so.1"))
                .anyMatch(path -> path.contains("/ld-linux-"));
        assertThat(entries)
                .allMatch(entry -> Files.isRegularFile(entry.getSourceFile()))
                .noneMatch(entry -> Files.isSymbolicLink(entry.getSourceFile()));
    }
}
