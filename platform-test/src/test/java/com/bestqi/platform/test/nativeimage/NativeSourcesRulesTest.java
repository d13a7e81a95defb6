package com.bestqi.platform.test.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is not written for the compiler is missed. */
@Tag("native-image")
class NativeSourcesRulesTest {
    private static final String HERE = "com.bestqi.platform.test.nativeimage.";
    private static final String WHOLE =
            "{\"name\": \"%s\", \"allDeclaredConstructors\": true, \"allDeclaredFields\": true,"
                    + " \"allDeclaredMethods\": true}";

    private final OwnCode code =
            OwnCode.ofClasses(
                    SamplePaths.class,
                    SamplePaths.Taken.class,
                    SamplePaths.Given.class,
                    Sample.Table.class);

    private static NativeSources sources(String reflection) throws JsonProcessingException {
        var json = new ObjectMapper();
        return NativeSources.of(
                json.readTree(reflection),
                json.readTree(
                        "{\"resources\": {\"includes\": [{\"pattern\": \"\\\\Qdb/V1__one.sql\\\\E\"}]}}"));
    }

    @Test
    void aTypeOfAPathThatIsNotRegisteredIsMissed() throws JsonProcessingException {
        assertThat(NativeSourcesRules.missingTypes(code, sources("[]")))
                .containsOnlyKeys(HERE + "SamplePaths$Taken", HERE + "SamplePaths$Given");
        assertThat(
                        NativeSourcesRules.missingTypes(
                                code,
                                sources("[" + WHOLE.formatted(HERE + "SamplePaths$Taken") + "]")))
                .containsOnlyKeys(HERE + "SamplePaths$Given");
    }

    @Test
    void aMethodThatIsLookedAtIsMissed() throws JsonProcessingException {
        assertThat(NativeSourcesRules.missingMethods(code, sources("[]")))
                .containsExactly(HERE + "SamplePaths.change");
        var named =
                "[{\"name\": \"%s\", \"methods\": [{\"name\": \"change\", \"parameterTypes\": []}]}]"
                        .formatted(HERE + "SamplePaths");
        assertThat(NativeSourcesRules.missingMethods(code, sources(named))).isEmpty();
    }

    @Test
    void aTableWithoutFieldsIsMissed() throws JsonProcessingException {
        assertThat(NativeSourcesRules.missingTables(code, sources("[]")))
                .containsExactly(HERE + "Sample$Table");
        assertThat(
                        NativeSourcesRules.missingTables(
                                code, sources("[" + WHOLE.formatted(HERE + "Sample$Table") + "]")))
                .isEmpty();
    }

    @Test
    void aFileThatIsNotIncludedIsMissed() throws JsonProcessingException {
        assertThat(
                        NativeSourcesRules.missingFiles(
                                Set.of("/db/V1__one.sql", "db/V2__two.sql"), sources("[]")))
                .containsExactly("db/V2__two.sql");
    }
}
