package io.berth.task;

import java.util.regex.Pattern;

/** What addresses and names look like, so that none is an option, a path, or more than one word of a line. */
final class NetAddress {

    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    static final Pattern IP4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    static final Pattern IP = Pattern.compile(IP4.pattern() + "|(?=[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:)[0-9a-fA-F:.]{2,45}");
    static final Pattern RANGE = Pattern.compile(IP4.pattern() + "(?:/(?:3[0-2]|[12]?[0-9]))?");
    static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}");
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");

    private NetAddress() {
    }
}
