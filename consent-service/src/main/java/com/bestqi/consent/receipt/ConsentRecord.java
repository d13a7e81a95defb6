package com.bestqi.consent.receipt;

import com.bestqi.consent.permission.LedgerEntry;
import com.bestqi.consent.permission.Terms;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A ledger entry as a consent record: the fields of ISO/IEC TS 27560:2023 in the JSON-LD form that
 * the W3C community group's guide gives them. A function of the entry and its terms alone, but for
 * the name and addresses of the controller. What it claims and what not: {@code docs/receipts.md}.
 */
final class ConsentRecord {
    private static final String CONTROLLER = "controller";
    private static final String SUBJECT = "subject";

    private static final Map<String, String> SAFEGUARDS =
            Map.of(
                    "ADEQUACY", "eu-gdpr:A45-3",
                    "STANDARD_CONTRACTUAL_CLAUSES", "eu-gdpr:A46-2-c",
                    "BINDING_CORPORATE_RULES", "eu-gdpr:A46-2-b",
                    "CODE_OF_CONDUCT", "eu-gdpr:A46-2-e",
                    "CERTIFICATION", "eu-gdpr:A46-2-f");

    private final ReceiptConfig config;
    private final PurposeTerms purposes;
    private final String place;

    /** Records of a deployment in a region. */
    ConsentRecord(ReceiptConfig config, PurposeTerms purposes, String region) {
        this.config = config;
        this.purposes = purposes;
        this.place =
                switch (region) {
                    case "eu" -> "loc:EU";
                    case "us" -> "loc:US";
                    default -> "region:" + region;
                };
    }

    ObjectNode of(LedgerEntry entry, Terms terms) {
        var json = object();
        json.set("@context", context());
        json.set("@type", array("dpv:ConsentRecord"));
        json.put("dct:conformsTo", config.issuer() + "/v1/receipts/schema");
        json.put("dpv:hasIdentifier", entry.entryId().toString());
        var subject = object();
        subject.set("@type", array("dpv:DataSubject"));
        subject.put("dpv:hasIdentifier", entry.accountId().toString());
        json.set("dpv:hasDataSubject", subject);
        json.put("dct:created", entry.createdAt().toString());
        json.put("dct:creator", CONTROLLER);
        json.put("dct:language", terms.language());
        json.set("dpv:hasNotice", array(notice(entry, terms)));
        json.set("dpv:hasProcess", array(process(entry, terms)));
        json.set("dpv:hasEntity", entities(terms));
        return json;
    }

    private static ObjectNode context() {
        var context = object();
        context.put("dpv", "https://w3id.org/dpv#");
        context.put("pd", "https://w3id.org/dpv/pd#");
        context.put("loc", "https://w3id.org/dpv/loc#");
        context.put("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#");
        context.put("dct", "http://purl.org/dc/terms/");
        context.put("skos", "http://www.w3.org/2004/02/skos/core#");
        context.put("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
        return context;
    }

    /** The switch's own notice where one was shown; else the policy that explains the switch. */
    private ObjectNode notice(LedgerEntry entry, Terms terms) {
        var notice = object();
        var shown = entry.notice();
        if (shown == null) {
            notice.set("@type", array("dpv:PrivacyNotice"));
            notice.put("dpv:hasIdentifier", "policy");
            notice.put("dpv:hasLocation", config.issuer() + "/v1/policies/current");
        } else {
            notice.set("@type", array("dpv:ConsentNotice"));
            notice.put("dpv:hasIdentifier", shown);
            notice.put("dct:hasVersion", shown.substring(shown.lastIndexOf('@') + 1));
            notice.put("dpv:hasLocation", config.issuer() + "/v1/switches");
        }
        notice.put("dct:language", terms.language());
        return notice;
    }

    private ObjectNode process(LedgerEntry entry, Terms terms) {
        var process = object();
        process.set("@type", array("dpv:Process"));
        process.set("dpv:hasPurpose", purposes(terms));
        process.set("dpv:hasPersonalData", personalData(terms));
        var processing = array("dpv:Collect", "dpv:Store", "dpv:Use");
        var recipients = array(CONTROLLER);
        terms.recipients().forEach(party -> recipients.add(entity(party)));
        if (!terms.recipients().isEmpty()) {
            processing.add("dpv:Share");
        }
        process.set("dpv:hasProcessing", processing);
        process.set("dpv:hasDataController", array(CONTROLLER));
        process.set("dpv:hasDataSource", array("dpv:DataSubjectDataSource"));
        process.set("dpv:hasStorageCondition", storage());
        process.set("dpv:hasJurisdiction", array(place));
        process.set("dpv:hasRecipient", recipients);
        process.set("dpv:hasLegalBasis", basis(terms));
        process.set("dpv:hasRight", array("eu-gdpr:A7-3"));
        process.set("dpv:hasConsentStatus", array(status(entry, terms)));
        return process;
    }

    private ArrayNode purposes(Terms terms) {
        var all = JsonNodeFactory.instance.arrayNode();
        for (var key : terms.purposes()) {
            var purpose = object();
            purpose.set("@type", array("dpv:Purpose"));
            purpose.set("skos:broader", array(purposes.of(key)));
            purpose.put("dct:identifier", key);
            purpose.put("skos:prefLabel", terms.label());
            all.add(purpose);
        }
        return all;
    }

    private static ArrayNode personalData(Terms terms) {
        var data = object();
        data.set(
                "@type",
                array(terms.sensitive() ? "dpv:SensitivePersonalData" : "dpv:PersonalData"));
        data.set("skos:broader", array(terms.personalData()));
        data.set("dct:identifier", array(terms.categories()));
        return array(data);
    }

    private ArrayNode storage() {
        var where = object();
        where.set("@type", array("dpv:StorageLocation"));
        where.put("dpv:hasLocation", place);
        var until = object();
        until.set("@type", array("dpv:StorageDuration"));
        until.set(
                "dpv:hasDuration",
                lasting("the period of the kind of data ends, it is erased, or the account ends"));
        return array(where, until);
    }

    private static ObjectNode lasting(String untilWhat) {
        var duration = object();
        duration.put("@type", "dpv:UntilEventDuration");
        duration.put("rdf:value", untilWhat);
        return duration;
    }

    private static ArrayNode basis(Terms terms) {
        var basis = array(consent(terms), "eu-gdpr:A6-1-a");
        if (terms.sensitive()) {
            basis.add("eu-gdpr:A9-2-a");
        }
        return basis;
    }

    private static String consent(Terms terms) {
        return terms.sensitive() ? "dpv:ExplicitlyExpressedConsent" : "dpv:ExpressedConsent";
    }

    private static String state(LedgerEntry entry, boolean revoked) {
        if (entry.granted()) {
            boolean renewed = entry.since().isBefore(entry.createdAt());
            return renewed ? "dpv:RenewedConsentGiven" : "dpv:ConsentGiven";
        }
        return revoked ? "dpv:ConsentRevoked" : "dpv:ConsentWithdrawn";
    }

    private static ObjectNode status(LedgerEntry entry, Terms terms) {
        var status = object();
        boolean revoked = entry.cause().equals("policy-change");
        status.set("@type", array(state(entry, revoked), consent(terms)));
        status.put("dpv:isIndicatedAtTime", entry.createdAt().toString());
        status.put("dpv:isIndicatedBy", revoked ? CONTROLLER : SUBJECT);
        status.put(
                "dpv:isExercisedAt",
                entry.cause().equals("person") ? terms.appPath() : entry.cause());
        status.set(
                "dpv:hasDuration", lasting(entry.granted() ? "it is withdrawn" : "it is granted"));
        return status;
    }

    private ObjectNode entities(Terms terms) {
        var entities = object();
        var controller = object();
        controller.set("@type", array("dpv:Organisation", "dpv:DataController"));
        controller.put("dpv:hasName", config.controller().name());
        controller.put("dpv:hasAddress", config.controller().address());
        controller.put("dpv:hasContact", config.controller().contact());
        entities.set(CONTROLLER, controller);
        var subject = object();
        subject.set("@type", array("dpv:DataSubject"));
        entities.set(SUBJECT, subject);
        for (var party : terms.recipients()) {
            entities.set(entity(party), recipient(party));
        }
        return entities;
    }

    private static String entity(Terms.Party party) {
        return "recipient/" + party.id();
    }

    private static ObjectNode recipient(Terms.Party party) {
        var entity = object();
        entity.set("@type", array("dpv:Organisation", "dpv:Recipient"));
        entity.put("dpv:hasName", party.name());
        entity.put("dpv:hasLocation", "loc:" + party.country());
        var safeguard = party.safeguard();
        if (safeguard != null) {
            entity.put("dpv:hasLegalBasis", SAFEGUARDS.getOrDefault(safeguard, safeguard));
        }
        return entity;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ArrayNode array(String... texts) {
        return array(List.of(texts));
    }

    private static ArrayNode array(List<String> texts) {
        var array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static ArrayNode array(ObjectNode... nodes) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var node : nodes) {
            array.add(node);
        }
        return array;
    }
}
