package com.bestqi.device.command;

import com.bestqi.platform.problem.ProblemCode;

enum CommandProblem implements ProblemCode {
    UNKNOWN_COMMAND(422, "The device does not know this command"),
    COMMAND_ANSWERED(409, "The command was answered already"),
    TOO_MANY_COMMANDS(429, "Too many commands wait for the device");

    private final int status;
    private final String title;

    CommandProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
