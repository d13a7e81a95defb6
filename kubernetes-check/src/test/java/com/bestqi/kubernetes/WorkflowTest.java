package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.localstack.Services;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs outside of this repository's own gate calls what there is, and trusts nothing new. */
class WorkflowTest {
    private static final Path WORKFLOWS = Repository.ROOT.resolve(".github/workflows");

    /** A commit, for a tag can be moved; which version it is stands behind it. */
    private static final Pattern PINNED = Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40}");

    private static final Pattern PINNED_LINE =
            Pattern.compile("uses: [\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");
    private static final Pattern CALL = Pattern.compile("\\./suite ([a-z-]+)");
    private static final Pattern OPTION = Pattern.compile(" (--[a-z-]+)");
    private static final Pattern VERB = Pattern.compile("(?m)^  ([a-z][a-z-]*)\\)");

    static List<Path> workflows() {
        return Repository.files(WORKFLOWS, ".yml");
    }

    private static Stream<JsonNode> jobs(ObjectNode workflow) {
        return Manifests.stream(workflow.path("jobs"));
    }

    private static List<String> calls(ObjectNode workflow) {
        return workflow.findValuesAsText("run");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void onlyVerbsAreCalledThatTheScriptHas(Path file) {
        var script = Repository.text(Repository.ROOT.resolve("suite"));
        var verbs = new TreeSet<String>();
        VERB.matcher(script).results().map(found -> found.group(1)).forEach(verbs::add);
        var called =
                calls(Documents.readOne(file)).stream()
                        .flatMap(run -> CALL.matcher(run).results())
                        .map(found -> found.group(1))
                        .toList();

        assertThat(verbs).contains("test", "build");
        assertThat(called).contains("test").isSubsetOf(verbs);
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void imagesAreAskedForWithOptionsThatThereAre(Path file) {
        var known =
                Repository.text(
                        Repository.ROOT.resolve(
                                "images/src/main/java/com/bestqi/images/Options.java"));

        assertThat(calls(Documents.readOne(file)))
                .filteredOn(run -> run.startsWith("./suite images"))
                .isNotEmpty()
                .allSatisfy(run ->
                        assertThat(OPTION.matcher(run).results().map(MatchResult::group))
                                .isNotEmpty()
                                .allMatch(option ->
                                        known.contains("case \"" + option.strip() + "\"")));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void actionsArePinnedToACommitAndTheirVersionIsSaid(Path file) {
        var uses = Documents.readOne(file).findValuesAsText("uses");

        assertThat(uses).isNotEmpty().allMatch(action -> PINNED.matcher(action).matches());
        assertThat(PINNED_LINE.matcher(Repository.text(file)).results()).hasSameSizeAs(uses);
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void jobsMayReadAndNoMoreAndAlwaysEnd(Path file) {
        var workflow = Documents.readOne(file);

        assertThat(workflow.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(jobs(workflow))
                .isNotEmpty()
                .allMatch(job -> job.path("timeout-minutes").asInt() > 0)
                .noneMatch(job -> job.has("permissions"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void whatSomebodyWritesElsewhereIsNeverPartOfACommand(Path file) {
        assertThat(calls(Documents.readOne(file))).noneMatch(run -> run.contains("${{"));
        assertThat(Repository.text(file)).doesNotContain("://");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyServiceIsCompiledNatively(Path file) {
        var compiled =
                jobs(Documents.readOne(file))
                        .map(job -> job.at("/strategy/matrix/service"))
                        .filter(JsonNode::isArray)
                        .flatMap(Manifests::stream)
                        .map(JsonNode::asText);

        assertThat(compiled).containsExactlyInAnyOrderElementsOf(Services.ALL);
        assertThat(Files.exists(Repository.ROOT.resolve(".ci/run"))).isTrue();
    }
}
