package com.bestqi.device.command;

import com.bestqi.platform.problem.ApiProblems;
import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads what a device says of a command, once it is known that it is the device. */
@ApplicationScoped
@RegisterForReflection(targets = {CommandResult.class, NamedResult.class})
class CommandResults {
    private final ObjectReader results;
    private final ObjectReader named;
    private final Validator validator;

    CommandResults(ObjectMapper json, Validator validator) {
        this.results = json.readerFor(CommandResult.class);
        this.named = json.readerFor(NamedResult.class);
        this.validator = validator;
    }

    /** Throws 400 when it is none. */
    CommandResult read(InputStream body) {
        return read(results, body);
    }

    /** As {@link #read(InputStream)}, of one that names its command. */
    NamedResult readNamed(InputStream body) {
        return read(named, body);
    }

    private <T> T read(ObjectReader reader, InputStream body) {
        try {
            @Nullable T result = reader.readValue(body);
            if (result == null) {
                throw ProblemException.invalid("body", "must not be null");
            }
            var violations = validator.validate(result);
            if (!violations.isEmpty()) {
                throw ApiProblems.translate(400, new ConstraintViolationException(violations));
            }
            return result;
        } catch (IOException e) {
            throw ApiProblems.translate(400, e);
        }
    }
}
