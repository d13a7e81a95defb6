package com.bestqi.dsr.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.request.Person;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-1")
@Tag("F3")
class LeaseTest {
    private final Packages packages;
    private final RequestBook book;
    private final Database database;

    LeaseTest(Packages packages, RequestBook book, Database database) {
        this.packages = packages;
        this.book = book;
        this.database = database;
    }

    @Test
    void whoWasThoughtDeadAddsNothingToAnothersCopy() {
        var person = Person.registered();
        Doubles.exportFails("account", person.id(), "500", "500", "500", "500", "500", "500");
        var requestId = UUID.fromString(person.open(Map.of("type", "ACCESS")));
        database.update(
                "UPDATE rights_request SET tries = 40, next_at = now() + interval '1 hour'"
                        + " WHERE request_id = ?",
                requestId);
        var frozen = book.find(person.id(), requestId).orElseThrow();
        packages.begin(frozen);
        packages.add(frozen, 0, new byte[] {1});

        database.update("UPDATE rights_request SET tries = 41 WHERE request_id = ?", requestId);

        assertThatThrownBy(() -> packages.add(frozen, 1, new byte[] {2}))
                .isInstanceOf(Packages.LeaseLostException.class);
        assertThatThrownBy(() -> packages.finish(frozen, 1, 1))
                .isInstanceOf(Packages.LeaseLostException.class);
        assertThat(
                        database.first(
                                "SELECT count(*) AS n FROM export_chunk WHERE request_id = ?",
                                rows -> rows.getLong("n"),
                                requestId))
                .hasValue(1L);
        person.see(requestId.toString()).body("state", equalTo("RUNNING"));
    }
}
