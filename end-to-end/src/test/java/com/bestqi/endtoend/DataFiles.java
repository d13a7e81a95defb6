package com.bestqi.endtoend;

import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.inspection.FileSearch;
import com.bestqi.endtoend.inspection.Needle;
import com.bestqi.endtoend.story.Person;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** PostgreSQL's files as they lie on the disk. */
record DataFiles(Suite suite) {

    /**
     * What of these persons' confidential fields lies in clear in a file that is not Keycloak's.
     * The log ahead of the data is shared with Keycloak, so what Keycloak knows is not looked for
     * there.
     */
    List<FileSearch.Hit> search(Person... persons) {
        var databases = suite.databases();
        databases.execute("postgres", "CHECKPOINT");
        var folder = suite.addresses().dataDir().resolve("postgres");
        var needles = new ArrayList<Needle>();
        var unknownToKeycloak = new ArrayList<Needle>();
        for (var person : persons) {
            var known = Set.of(person.email(), person.username());
            needles.addAll(person.confidential());
            person.confidential().stream()
                    .filter(needle -> !known.contains(needle.name()))
                    .forEach(unknownToKeycloak::add);
        }
        var ours = ourFolders(databases, folder.resolve("base"));
        var hits = FileSearch.below(folder, file -> ours.contains(file.getParent()), needles);
        hits.addAll(FileSearch.below(folder.resolve("pg_wal"), file -> true, unknownToKeycloak));
        return hits;
    }

    private static Set<Path> ourFolders(Databases databases, Path base) {
        var folders = new HashSet<Path>();
        for (var name : Databases.ofServices()) {
            long oid =
                    databases.number(
                            "postgres", "SELECT oid FROM pg_database WHERE datname = ?", name);
            folders.add(base.resolve(Long.toString(oid)));
        }
        return folders;
    }
}
