package com.bestqi.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs {@code verify} as the script does, and keeps what it says. */
record VerifyCommand(Path folder) {

    record Result(int exitCode, String output) {}

    Result run(String content, Map<String, String> environment) throws IOException {
        var file = folder.resolve("certificate.jwt");
        Files.writeString(file, content);
        return run(List.of(file.toString()), environment);
    }

    static Result run(List<String> arguments, Map<String, String> environment) {
        var said = new ByteArrayOutputStream();
        int exitCode = new Verify(environment, new PrintStream(said, true, UTF_8)).run(arguments);
        return new Result(exitCode, said.toString(UTF_8));
    }
}
