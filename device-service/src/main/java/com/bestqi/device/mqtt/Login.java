package com.bestqi.device.mqtt;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import io.vertx.mqtt.MqttEndpoint;
import java.util.UUID;

/** How a device says who it is: the user name is its id, the password its token. */
record Login(UUID deviceId, String token) {

    /** Throws 401 when there is nothing of the kind, 422 when it asks for what there is not. */
    static Login of(MqttEndpoint endpoint) {
        var auth = endpoint.auth();
        if (auth == null || auth.getUsername() == null || auth.getPassword() == null) {
            throw unauthorized();
        }
        if (endpoint.will() != null && endpoint.will().isWillFlag()) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "Nobody is told that a device went: no will.");
        }
        try {
            return new Login(UUID.fromString(auth.getUsername()), auth.getPassword());
        } catch (IllegalArgumentException e) {
            throw unauthorized();
        }
    }

    private static ProblemException unauthorized() {
        return new ProblemException(
                CommonProblem.UNAUTHORIZED,
                "The user name is the device's id, the password its valid token.");
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "Login[" + deviceId + "]";
    }
}
