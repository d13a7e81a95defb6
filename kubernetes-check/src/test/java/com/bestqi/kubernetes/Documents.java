package com.bestqi.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as every reader understands it: no key twice, and no plain word that is a truth, a number or
 * a text depending on who reads it.
 */
final class Documents {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Plain in YAML 1.1, they are something else than in 1.2. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile(
                    "(?i:y|n|yes|no|on|off)|[+-]?0[0-9_]+|0[xob][0-9a-fA-F_]+|[0-9]+(_[0-9]+)+"
                            + "|[0-9]+(:[0-5]?[0-9])+|True|TRUE|False|FALSE|Null|NULL"
                            + "|\\d{4}-\\d\\d?-\\d\\d?.*");

    private Documents() {}

    static List<ObjectNode> read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one document of a file. */
    static ObjectNode readOne(Path file) {
        var all = read(file);
        if (all.size() != 1) {
            throw new IllegalArgumentException(file + " has " + all.size() + " documents, not one");
        }
        return all.getFirst();
    }

    static List<ObjectNode> parse(String text, String where) {
        var documents = new ArrayList<ObjectNode>();
        for (var document : tree(text, where)) {
            if (!(JSON.valueToTree(document) instanceof ObjectNode object)) {
                throw new IllegalArgumentException(where + ": a document is no object");
            }
            documents.add(object);
        }
        return documents;
    }

    /** What the documents are, lists too; empty ones are left out. */
    static List<Object> tree(String text, String where) {
        var yaml = yaml();
        try {
            for (var event : yaml.parse(new StringReader(text))) {
                if (event instanceof ScalarEvent scalar
                        && scalar.isPlain()
                        && AMBIGUOUS.matcher(scalar.getValue()).matches()) {
                    throw new IllegalArgumentException(
                            "%s: quote %s, line %d"
                                    .formatted(
                                            where,
                                            scalar.getValue(),
                                            scalar.getStartMark().getLine() + 1));
                }
            }
            var documents = new ArrayList<>();
            for (var document : yaml().loadAll(text)) {
                if (document != null) {
                    documents.add(document);
                }
            }
            return documents;
        } catch (YAMLException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(16 * 1024 * 1024);
        var dumping = new DumperOptions();
        return new Yaml(
                new SafeConstructor(options),
                new Representer(dumping),
                dumping,
                options,
                new CoreSchema());
    }

    /** YAML 1.2's core schema. */
    private static final class CoreSchema extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
            addImplicitResolver(Tag.INT, Pattern.compile("-?(0|[1-9][0-9]*)"), "-0123456789");
            addImplicitResolver(
                    Tag.FLOAT, Pattern.compile("-?(0|[1-9][0-9]*)\\.[0-9]+"), "-0123456789");
            addImplicitResolver(Tag.NULL, Pattern.compile("null|~|"), "n~\0");
        }
    }
}
