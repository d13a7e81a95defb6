package com.bestqi.endtoend.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What became of the tests of one class, as Surefire and Failsafe write it. */
final class TestReport {
    private static final Set<String> NOT_PASSED = Set.of("failure", "error", "skipped");
    private static final XMLInputFactory XML = XMLInputFactory.newFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    private TestReport() {}

    /** One test that ran; the rounds of a repeated one have the name of its method. */
    record Ran(String className, String method, boolean passed) {}

    /** The tests of a report, in its order. */
    static List<Ran> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(XML.createXMLStreamReader(in));
        } catch (XMLStreamException e) {
            throw new IOException("no report of tests: " + file.getFileName(), e);
        }
    }

    private static List<Ran> read(XMLStreamReader xml) throws XMLStreamException {
        List<Ran> all = new ArrayList<>();
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            var element = xml.getLocalName();
            if (element.equals("testcase")) {
                all.add(
                        new Ran(
                                xml.getAttributeValue(null, "classname"),
                                method(xml.getAttributeValue(null, "name")),
                                true));
            } else if (NOT_PASSED.contains(element) && !all.isEmpty()) {
                var last = all.removeLast();
                all.add(new Ran(last.className(), last.method(), false));
            }
        }
        return all;
    }

    /** Without the parameters and the number of the round. */
    private static String method(String name) {
        return name.split("[^\\p{L}\\p{N}_$]", 2)[0];
    }
}
