package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import com.bestqi.platform.retention.RetentionConfig;
import com.bestqi.platform.retention.RetentionPlan;
import com.bestqi.platform.test.RetentionRules;
import com.bestqi.platform.test.RetentionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The retention gate is tested: it must close when code and reviewed table part. */
@Tag("RT-1")
class RetentionGateTest {
    private static final String EVENT =
            "| probe | `probe_event` | events | PU-2 | P30D | `noted_at` | rows"
                    + " | a month is compared with a month | AU-2 |";

    private final Inventory inventory = new ProbeInventory().inventory();

    @Test
    void codeAndTableOfTheProbeAgree() {
        assertThat(findings(document())).isEmpty();
    }

    @Test
    void aStoreWithoutARowIsFound() {
        assertThat(findings(document().replace(EVENT, "")))
                .containsExactly("probe_event has 0 reviewed rows");
    }

    @Test
    void aRowWithoutAStoreIsFound() {
        assertThat(findings(document() + "\n" + EVENT.replace("probe_event", "probe_ghost")))
                .containsExactly("probe_ghost is reviewed but does not exist");
    }

    @Test
    void twoRowsOfOneStoreAreFound() {
        assertThat(findings(document() + "\n" + EVENT))
                .containsExactly("probe_event has 2 reviewed rows");
    }

    @Test
    void anotherPeriodColumnEndPurposeOrClauseIsFound() {
        assertThat(changed("P30D", "P31D"))
                .containsExactly("probe_event: period is P30D in the code, P31D as reviewed");
        assertThat(changed("`noted_at`", "`read_at`"))
                .containsExactly(
                        "probe_event: counted from is noted_at in the code, read_at as reviewed");
        assertThat(changed("| rows", "| weeks"))
                .containsExactly("probe_event: ends by is rows in the code, weeks as reviewed");
        assertThat(changed("PU-2", "PU-2 PU-3"))
                .containsExactly(
                        "probe_event: purpose is [PU-2] in the code, [PU-2, PU-3] as reviewed");
        assertThat(changed("AU-2", "AU-3"))
                .containsExactly("probe_event: clause is [AU-2] in the code, [AU-3] as reviewed");
        assertThat(changed("a month is compared with a month", "-"))
                .containsExactly("probe_event is reviewed without what it holds or why");
    }

    @Test
    void aRowOfAnotherServiceDoesNotCount() {
        assertThat(changed("| probe |", "| other |"))
                .containsExactly("probe_event has 0 reviewed rows");
    }

    @Test
    void aDeclarationThatCannotBeCarriedOutIsRefused() {
        assertThatThrownBy(() -> Inventory.of(InWords.class)).hasMessageContaining("ISO 8601");
        assertThatThrownBy(() -> Inventory.of(CountedFromNothing.class))
                .hasMessageContaining("counts from no column");
        assertThatThrownBy(() -> Inventory.of(Groundless.class))
                .hasMessageContaining("names no ground");
        assertThatThrownBy(() -> Inventory.of(WithNobodysAccount.class))
                .hasMessageContaining("does not go with the account");
        assertThatThrownBy(() -> Inventory.of(Backwards.class)).hasMessageContaining("no period");
    }

    @Test
    void aPeriodIsMadeShorterByConfigurationAndNeverLonger() {
        assertThat(cutoff(Map.of("probe_event", "P10D"))).isEqualTo("2001-02-19T00:00:00Z");
        assertThat(cutoff(Map.of("probe_event", "PT1H"))).isEqualTo("2001-02-28T23:00:00Z");
        assertThat(cutoff(Map.of())).isEqualTo("2001-01-30T00:00:00Z");
        assertThatThrownBy(() -> plan(Map.of("probe_event", "P31D")))
                .hasMessageContaining("at most P30D");
        assertThatThrownBy(() -> plan(Map.of("probe_event", "P0D")))
                .hasMessageContaining("at most P30D");
        assertThatThrownBy(() -> plan(Map.of("probe_event", "a while")))
                .hasMessageContaining("ISO 8601");
        assertThatThrownBy(() -> plan(Map.of("probe_sample", "P29D")))
                .hasMessageContaining("samples come late");
        assertThatThrownBy(() -> plan(Map.of("probe_note", "P1D")))
                .hasMessageContaining("probe_note");
    }

    private Instant cutoff(Map<String, String> shorter) {
        return plan(shorter).entries().stream()
                .filter(entry -> entry.table().equals("probe_event"))
                .map(RetentionPlan.Entry::rule)
                .map(rule -> rule.cutoff(Instant.parse("2001-03-01T00:00:00Z")))
                .findFirst()
                .orElseThrow();
    }

    private RetentionPlan plan(Map<String, String> shorter) {
        return new RetentionPlan(
                inventory,
                new RetentionConfig() {
                    @Override
                    public Duration every() {
                        return Duration.ofDays(1);
                    }

                    @Override
                    public int chunk() {
                        return 500;
                    }

                    @Override
                    public Map<String, String> period() {
                        return shorter;
                    }
                });
    }

    private List<String> changed(String from, String to) {
        return findings(document().replace(EVENT, EVENT.replace(from, to)));
    }

    private List<String> findings(String document) {
        return RetentionRules.findings(inventory, "probe", RetentionTable.parse(document));
    }

    private static String document() {
        try {
            return Files.readString(Path.of("..", "docs", "retention.md"))
                    + Files.readString(Path.of("src", "test", "resources", "retention.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Store(table = "in_words", retention = "for a while", countedFrom = "at")
    record InWords(@Personal(DataCategory.IDENTIFIER) UUID accountId, @Impersonal Instant at) {}

    @Store(table = "uncounted", retention = "P1D", countedFrom = "since")
    record CountedFromNothing(
            @Personal(DataCategory.IDENTIFIER) UUID accountId, @Impersonal Instant at) {}

    @Store(table = "groundless", retention = "ground")
    record Groundless(@Personal(DataCategory.IDENTIFIER) UUID accountId) {}

    @Store(table = "nobodys", erasure = Store.Erasure.NOT_PERSONAL)
    record WithNobodysAccount(@Impersonal UUID id) {}

    @Store(table = "backwards", retention = "-P1D", countedFrom = "at")
    record Backwards(@Personal(DataCategory.IDENTIFIER) UUID accountId, @Impersonal Instant at) {}
}
