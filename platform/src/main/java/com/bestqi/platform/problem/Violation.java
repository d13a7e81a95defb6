package com.bestqi.platform.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One rule that a request broke.
 *
 * @param field path of the field as the caller wrote it, dots between levels
 * @param message what is wrong with it, never the value
 */
@RegisterForReflection
public record Violation(String field, String message) {}
