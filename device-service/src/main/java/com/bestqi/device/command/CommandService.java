package com.bestqi.device.command;

import com.bestqi.device.command.Command.Answer;
import com.bestqi.device.command.Command.Order;
import com.bestqi.device.command.Command.Outcome;
import com.bestqi.device.smartdevice.DeviceAccess;
import com.bestqi.device.smartdevice.DeviceToken;
import com.bestqi.device.smartdevice.SmartDevices;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class CommandService {
    private final Commands given;
    private final CommandRepository commands;
    private final SmartDevices devices;
    private final DeviceAccess access;
    private final Subjects subjects;
    private final Clock clock;

    CommandService(
            Commands given,
            CommandRepository commands,
            SmartDevices devices,
            DeviceAccess access,
            Subjects subjects,
            Clock clock) {
        this.given = given;
        this.commands = commands;
        this.devices = devices;
        this.access = access;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** Also by others of the device's home; who it was is not kept. */
    @Transactional
    Command give(UUID accountId, UUID deviceId, Order order) {
        var giver = subjects.share(accountId, Processing.USE, DataCategory.DEVICE);
        var place = access.of(accountId, deviceId);
        var ownerId = place.ownerId();
        var owner = ownerId.equals(accountId) ? giver : shareOther(ownerId);
        var commandId = UUID.randomUUID();
        given.give(owner, place.giver(), deviceId, commandId, order.name(), order.arguments());
        return known(ownerId, deviceId, commandId);
    }

    /** 410 is said to those who are erased alone; to others the device is not there any more. */
    private Subject shareOther(UUID ownerId) {
        try {
            return subjects.share(ownerId, Processing.USE, DataCategory.DEVICE);
        } catch (ProblemException e) {
            throw e.problem() == CommonProblem.ACCOUNT_ERASED ? ProblemException.notFound() : e;
        }
    }

    /** What the device is to do, until it answers; notes when it first took each. */
    @Transactional
    List<Command> hand(DeviceToken token, PageRequest page) {
        var owner = devices.heardOf(token, Processing.USE).owner();
        var now = clock.instant();
        var waiting = commands.waiting(owner.accountId(), token.deviceId(), now, page);
        commands.delivered(
                waiting.stream()
                        .limit(page.limit())
                        .filter(command -> command.deliveredAt() == null)
                        .map(Command::commandId)
                        .toList(),
                now);
        return waiting;
    }

    /**
     * Takes the device's answer, also one that comes after the command's time: it says what is so.
     * The same again changes nothing, another is refused.
     */
    @Transactional
    Command answer(DeviceToken token, UUID commandId, Outcome outcome, @Nullable String detail) {
        var owner = devices.heardOf(token, Processing.COLLECT).owner();
        var deviceId = token.deviceId();
        boolean first =
                commands.answer(
                        owner.accountId(),
                        deviceId,
                        commandId,
                        new Answer(outcome, detail, clock.instant()));
        var command = known(owner.accountId(), deviceId, commandId);
        var answer = command.answer();
        if (!first && (answer == null || !answer.says(outcome, detail))) {
            throw new ProblemException(
                    CommandProblem.COMMAND_ANSWERED, "The first result stands; it said otherwise.");
        }
        return command;
    }

    Command get(UUID accountId, UUID deviceId, UUID commandId) {
        var ownerId = access.of(accountId, deviceId).livingThere().ownerId();
        return known(ownerId, deviceId, commandId);
    }

    private Command known(UUID ownerId, UUID deviceId, UUID commandId) {
        return commands.find(ownerId, deviceId, commandId).orElseThrow(ProblemException::notFound);
    }
}
