package com.bestqi.endtoend.story;

import com.bestqi.endtoend.inspection.Needle;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A made-up person of whom every text can be recognised wherever it turns up: it holds a word, or
 * digits, that nothing else holds.
 *
 * @param firstName only for telling the story
 * @param word random letters, in lower case
 */
public record Person(
        String firstName,
        String word,
        String password,
        String phone,
        String macAddress,
        double latitude,
        double longitude) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "bcdfghjkmnpqrstvwxz";

    /** A new person. */
    public static Person called(String firstName) {
        return new Person(
                firstName,
                letters(9),
                "Pw." + letters(12) + ".7",
                "+49151" + digits(8),
                String.format(
                        Locale.ROOT,
                        "02:%02x:%02x:%02x:%02x:%02x",
                        RANDOM.nextInt(256),
                        RANDOM.nextInt(256),
                        RANDOM.nextInt(256),
                        RANDOM.nextInt(256),
                        RANDOM.nextInt(256)),
                Double.parseDouble("52." + digits(6)),
                Double.parseDouble("13." + digits(6)));
    }

    /** Address and log-in. */
    public String email() {
        return firstName.toLowerCase(Locale.ROOT) + "." + word + "@example.org";
    }

    /** User name, another log-in. */
    public String username() {
        return "user-" + word;
    }

    /** Full name. */
    public String name() {
        return firstName + " Name-" + word;
    }

    /** What the app shows. */
    public String nickname() {
        return "nick-" + word;
    }

    /** Name of the home network. */
    public String wifi() {
        return "wifi-" + word;
    }

    /** The mobile network. */
    public String carrier() {
        return "carrier-" + word;
    }

    /** An app on the phone. */
    public String app() {
        return "org.example.app" + word;
    }

    /** What the person calls a device. */
    public String deviceName(String deviceType) {
        return deviceType + " of " + word;
    }

    /** Serial number of a device. */
    public String serial(String deviceType) {
        return "SN-" + deviceType + "-" + word;
    }

    /** What a push service knows the phone by. */
    public String pushToken() {
        return "push-token-of-a-phone-" + word;
    }

    /** Something said to a device. */
    public String message() {
        return "please remember message-" + word;
    }

    /** Everything that must be found nowhere once the person left. */
    public List<String> traces() {
        return List.of(
                word,
                password,
                phone,
                phone.substring(1),
                macAddress,
                macAddress.replace(":", ""),
                Double.toString(latitude),
                Double.toString(longitude));
    }

    /** What must lie in no file of a service's database in clear, even while the person is here. */
    public List<Needle> confidential() {
        var needles = new ArrayList<Needle>();
        for (var text :
                List.of(
                        email(),
                        username(),
                        name(),
                        nickname(),
                        phone,
                        macAddress,
                        macAddress.toUpperCase(Locale.ROOT),
                        wifi(),
                        carrier(),
                        message(),
                        pushToken(),
                        deviceName("fitness-band"),
                        serial("fitness-band"),
                        Double.toString(latitude),
                        Double.toString(longitude))) {
            needles.add(Needle.text(text));
        }
        needles.add(Needle.number(latitude));
        needles.add(Needle.number(longitude));
        return needles;
    }

    /** What the person fills in to register. */
    public Map<String, Object> registration(String policyVersion) {
        var form = new TreeMap<String, Object>();
        form.put("email", email());
        form.put("password", password);
        form.put("username", username());
        form.put("phone", phone);
        form.put("name", name());
        form.put("nickname", nickname());
        form.put("countryCode", "DE");
        form.put("language", "en");
        form.put("timeZone", "Europe/Berlin");
        form.put("acceptedPolicy", Map.of("version", policyVersion, "language", "en"));
        return form;
    }

    @Override
    public String toString() {
        return firstName;
    }

    private static String letters(int count) {
        return RANDOM.ints(count, 0, LETTERS.length())
                .collect(
                        StringBuilder::new,
                        (text, i) -> text.append(LETTERS.charAt(i)),
                        StringBuilder::append)
                .toString();
    }

    /** Digits without a zero at either end, so that a number prints as it was written. */
    private static String digits(int count) {
        return RANDOM.ints(count, 1, 10)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
