package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. Where this process is root, the server runs in a user name
 * space without rights, which sees root's files as its own; where such name spaces are forbidden,
 * it runs as {@code nobody}, to whom its folder is given.
 */
final class PostgresUser {
    private static final List<String> NAME_SPACE = List.of("unshare", "--user", "--");
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");

    private static final boolean ROOT_WITH_NAME_SPACES =
            Tools.root() && Tools.works("unshare", "--user", "--", "true");

    private PostgresUser() {}

    /** The prefix that takes root's rights from a command; empty for anybody but root. */
    static List<String> demotion(Path folder) {
        if (!Tools.root()) {
            return List.of();
        }
        if (ROOT_WITH_NAME_SPACES) {
            return NAME_SPACE;
        }
        if (!Tools.works(
                "setpriv",
                "--reuid=nobody",
                "--regid=nogroup",
                "--clear-groups",
                "--",
                "ls",
                folder.toString())) {
            throw new StackException(
                    "PostgreSQL does not run as root, and neither a user name space nor the user nobody can be used for it"
                            + " below "
                            + folder
                            + "; run as an ordinary user");
        }
        return NOBODY;
    }

    /** Lets the demoted server own {@code files}. */
    static void give(Path... files) throws IOException {
        if (!Tools.root() || ROOT_WITH_NAME_SPACES) {
            return;
        }
        var nobody =
                FileSystems.getDefault()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody");
        for (var file : files) {
            Files.setOwner(file, nobody);
        }
    }
}
