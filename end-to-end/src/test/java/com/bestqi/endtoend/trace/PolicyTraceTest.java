package com.bestqi.endtoend.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTraceTest {
    private static final String SAMPLE = TraceSample.class.getName();
    private static final String PASSED = "<testcase name=\"%s\" classname=\"%s\"/>";
    private static final String FAILED =
            "<testcase name=\"%s\" classname=\"%s\"><failure message=\"no\">x</failure></testcase>";

    @TempDir Path root;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void aBuild() throws IOException {
        write(
                "consent-service/src/main/resources/policies/1.0.json",
                """
                {"version": "1.0", "sections": [
                  {"title": {"en": "Account"}, "clauses": ["AC-1", "AC-2"]},
                  {"title": {"en": "Switches"}, "clauses": ["PM-1"]}]}
                """);
        write("docs/README.md", "");
        for (var name : new String[] {"TraceSample", "TraceSample$Inner"}) {
            var path = SAMPLE.replace('.', '/').replace("TraceSample", name) + ".class";
            try (var in = TraceSample.class.getClassLoader().getResourceAsStream(path)) {
                var to = root.resolve("some-service/target/test-classes").resolve(path);
                Files.createDirectories(to.getParent());
                Files.write(to, in.readAllBytes());
            }
        }
    }

    @Test
    void aClauseIsShownByTheTestsThatPassed() throws IOException {
        report(PASSED.formatted("passes(String)[2]", SAMPLE) + PASSED.formatted("fails", SAMPLE));

        assertThat(run()).isZero();

        assertThat(matrix())
                .contains("## Account", "| AC-1 | some-service: TraceSample |")
                .contains("| AC-2 | some-service: TraceSample |", "| PM-1 | some-service");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("each of 3 clauses is shown by a passing test");
    }

    @Test
    void aClauseWhoseOnlyTestFailsOrIsPassedOverIsRed() throws IOException {
        report(
                PASSED.formatted("passes", SAMPLE)
                        + FAILED.formatted("fails", SAMPLE)
                        + "<testcase name=\"fails\" classname=\"%s\"><skipped/></testcase>"
                                .formatted(SAMPLE));

        assertThat(run()).isEqualTo(1);

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("no passing test shows PM-1");
        assertThat(matrix()).contains("| PM-1 | **none** |");
    }

    @Test
    void aTestThatNamesNoClauseOfThePolicyIsRed() throws IOException {
        report(
                PASSED.formatted("passes", SAMPLE)
                        + PASSED.formatted("fails", SAMPLE)
                        + PASSED.formatted("namesWhatThePolicyDoesNotHave", SAMPLE));

        assertThat(run()).isEqualTo(1);

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("ZZ-9, not a clause");
    }

    @Test
    void whatIsNestedOrExtendsHasTheTagsToo() throws IOException {
        report(
                PASSED.formatted("passes", SAMPLE + "$Inner")
                        + PASSED.formatted("fails", SAMPLE + "$Inner"));

        assertThat(run()).isZero();

        assertThat(matrix()).contains("| AC-1 | some-service: TraceSample |");
    }

    private int run() throws IOException {
        return new PolicyTrace(root).run(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String matrix() throws IOException {
        return Files.readString(root.resolve("docs/policy-trace.md"));
    }

    private void report(String cases) throws IOException {
        write(
                "some-service/target/surefire-reports/TEST-Sample.xml",
                "<testsuite tests=\"1\">" + cases + "</testsuite>");
    }

    private void write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
