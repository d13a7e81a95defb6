package com.bestqi.consent.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.consent.permission.LedgerEntry.Wish;
import com.bestqi.platform.subject.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PM-8")
class LedgerEntryTest {
    private static final UUID PERSON = UUID.randomUUID();
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aFirstGrantIsTheNextRevision() {
        var entry = LedgerEntry.next(at(7), Optional.empty(), grant(null), NOON).orElseThrow();

        assertThat(entry.revision()).isEqualTo(8);
        assertThat(entry.granted()).isTrue();
        assertThat(entry.since()).isEqualTo(NOON);
        assertThat(entry.createdAt()).isEqualTo(NOON);
        assertThat(entry.accountId()).isEqualTo(PERSON);
    }

    @Test
    void sayingTheSameTwiceIsNoRevision() {
        var granted = LedgerEntry.next(at(0), Optional.empty(), grant("camera@1"), NOON);
        var withdrawn = LedgerEntry.next(at(1), granted, withdrawal(), NOON);

        assertThat(LedgerEntry.next(at(1), granted, grant("camera@1"), NOON)).isEmpty();
        assertThat(LedgerEntry.next(at(2), withdrawn, withdrawal(), NOON)).isEmpty();
        assertThat(LedgerEntry.next(at(0), Optional.empty(), withdrawal(), NOON)).isEmpty();
    }

    @Test
    void grantingAgainAfterANewerNoticeGoesOnWithoutABreak() {
        var first = LedgerEntry.next(at(0), Optional.empty(), grant("camera@1"), NOON);
        var later = NOON.plusSeconds(60);

        var second = LedgerEntry.next(at(1), first, grant("camera@2"), later).orElseThrow();

        assertThat(second.revision()).isEqualTo(2);
        assertThat(second.notice()).isEqualTo("camera@2");
        assertThat(second.since()).isEqualTo(NOON);
        assertThat(second.createdAt()).isEqualTo(later);
    }

    @Test
    @Tag("F10")
    void aClockThatWentBackDatesNoGrantBackToBeforeTheWithdrawal() {
        var first = LedgerEntry.next(at(0), Optional.empty(), grant(null), NOON);
        var off = LedgerEntry.next(at(1), first, withdrawal(), NOON.plusSeconds(60));

        var again =
                LedgerEntry.next(at(2), off, grant(null), NOON.minusSeconds(3600)).orElseThrow();

        assertThat(again.since()).isEqualTo(NOON.plusSeconds(60));
        assertThat(again.createdAt()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void grantingAgainAfterAWithdrawalBeginsANew() {
        var first = LedgerEntry.next(at(0), Optional.empty(), grant(null), NOON);
        var off = LedgerEntry.next(at(1), first, withdrawal(), NOON.plusSeconds(1));

        var again = LedgerEntry.next(at(2), off, grant(null), NOON.plusSeconds(2)).orElseThrow();

        assertThat(again.since()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void anySequenceOfWishesLeavesTheLastOneTrueAndRevisionsWithoutAGap() {
        var random = new Random(42);
        for (int run = 0; run < 200; run++) {
            Optional<LedgerEntry> last = Optional.empty();
            long revision = 0;
            Instant grantedSince = null;
            for (int step = 0; step < 30; step++) {
                var now = NOON.plusSeconds(step);
                boolean on = random.nextBoolean();
                boolean was = last.map(LedgerEntry::granted).orElse(false);

                var next =
                        LedgerEntry.next(at(revision), last, on ? grant(null) : withdrawal(), now);

                assertThat(next.isPresent()).isEqualTo(on != was);
                if (next.isPresent()) {
                    revision++;
                    assertThat(next.get().revision()).isEqualTo(revision);
                    grantedSince = on ? now : null;
                    last = next;
                }
                assertThat(last.map(LedgerEntry::granted).orElse(false)).isEqualTo(on);
                if (on) {
                    assertThat(last.orElseThrow().since()).isEqualTo(grantedSince);
                }
            }
        }
    }

    private static Subject at(long revision) {
        return new Subject(PERSON, revision, Map.of());
    }

    private static Wish grant(String notice) {
        return new Wish("camera", true, notice, null, Wish.BY_PERSON);
    }

    private static Wish withdrawal() {
        return Wish.withdrawal("camera", Wish.BY_PERSON);
    }
}
