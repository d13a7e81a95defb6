package com.bestqi.platform.problem;

/**
 * One rule that a request broke.
 *
 * @param field path of the field as the caller wrote it, dots between levels
 * @param message what is wrong with it, never the value
 */
public record Violation(String field, String message) {}
