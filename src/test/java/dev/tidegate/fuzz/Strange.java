package dev.tidegate.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Values at which readers have stumbled. */
final class Strange {

    /** Scalars as JSON, or nearly. */
    private static final List<String> SCALARS =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "-0",
                    "-1",
                    "1",
                    "100",
                    "101",
                    "0.001",
                    "99.995",
                    "2147483647",
                    "2147483648",
                    "-2147483649",
                    "9223372036854775807",
                    "9223372036854775808",
                    "1e3",
                    "1e-400",
                    "1e400",
                    "1E+99999999",
                    "-1e308",
                    "123456789012345678901234567890",
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "0x10",
                    "01",
                    ".5",
                    "5.",
                    "+1",
                    "\"\"",
                    "\" \"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\udc00\\ud800\"",
                    "\"\\u202e\"",
                    "\"\\ufeffv2\"",
                    "\"\\ud83d\\ude00\"",
                    "\"null\"",
                    "\"NaN\"",
                    "\"1e400\"",
                    "\"-1\"",
                    "\"100%\"",
                    "\"%\"",
                    "\"%s%n\"",
                    "\"a/b\"",
                    "\"a.b\"",
                    "\"../..\"",
                    "\"*\"",
                    "\"*.svc\"",
                    "\"v1,v2\"",
                    "\"{version}\"",
                    "\"{{x}}\"",
                    "\"${x}\"",
                    "\"A\"",
                    "\"-\"",
                    "\"-3\"",
                    "\"reviews-99999999999999999999\"",
                    "\"[\\\"http/primary/v2\\\"]\"",
                    "\"[\\\"http/primary/1,2 as x,y\\\"]\"",
                    "\"http/primary/9223372036854775807\"",
                    "\"9999-12-31T23:59:59Z\"",
                    "\"+1000000000-12-31T23:59:59Z\"",
                    "\"-1000000000-01-01T00:00:00Z\"",
                    "\"0001-01-01T00:00:00Z\"",
                    "\"2026-02-30T00:00:00Z\"",
                    "\"2026-01-31T12:00:00+25:00\"",
                    "\"2026-01-31T24:00:00Z\"",
                    "\"1d\"",
                    "\"-5m\"",
                    "\"99999999999999999999h\"",
                    "\"106751991167300d\"",
                    "\"1h1h\"",
                    "\"0\"",
                    "\"5m \"",
                    "\"pkg:oci/reviews@sha256:1?tag=%ZZ\"",
                    "\"pkg:\"",
                    "\"http://[\"",
                    "{}",
                    "[]",
                    "[null]",
                    "{\"\":null}",
                    "[[]]",
                    "''",
                    "{",
                    "]");

    /** What is put into a text. */
    private static final List<String> PIECES =
            List.of(
                    " ",
                    "\n",
                    "\t",
                    "\u0000",
                    "\u00a0",
                    "\u200b",
                    "\u202e",
                    "\ufeff",
                    "\"",
                    "'",
                    "\\",
                    "/",
                    "//",
                    ".",
                    "..",
                    ",",
                    ":",
                    ";",
                    "%",
                    "%00",
                    "%2",
                    "{",
                    "}",
                    "{}",
                    "[",
                    "*",
                    "&a ",
                    "*a",
                    "@",
                    "#",
                    "<",
                    "\u00e9",
                    "\u0130",
                    "\ud83d\ude00",
                    "\ud800",
                    "A",
                    "0",
                    "-",
                    "_");

    private static final byte[][] BYTES = {
        {(byte) 0xff},
        {(byte) 0xc0, (byte) 0x80},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf8, (byte) 0x88},
        {(byte) 0xe2, (byte) 0x82},
        {0},
        {'{'},
        {'}'},
        {'['},
        {'"'},
        {'\\'},
        {'\\', 'u'},
        {','},
        {':'},
        {'\r', '\n'},
        {'\t'},
        {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}
    };

    private static final int[] DEPTHS = {10, 99, 101, 500, 999, 1001, 5_000, 30_000};
    private static final int[] LENGTHS = {41, 64, 254, 255, 1_025, 5_000, 70_000};

    private Strange() {}

    static String scalar(Random random) {
        return random.nextInt(40) == 0 ? large(random) : pick(SCALARS, random);
    }

    /** A text for a header: what JSON would have in quotes. */
    static String text(Random random) {
        String scalar = scalar(random);
        return scalar.startsWith("\"") && scalar.length() > 1
                ? scalar.substring(1, scalar.length() - 1)
                : scalar;
    }

    static byte[] bytes(Random random) {
        return BYTES[random.nextInt(BYTES.length)].clone();
    }

    /** The text with a piece put in, cut out, or doubled. */
    static String edited(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at);
            case 1 -> text + text.substring(at);
            default -> text.substring(0, at) + pick(PIECES, random) + text.substring(at);
        };
    }

    private static String large(Random random) {
        if (random.nextBoolean()) {
            return "\"" + "v".repeat(LENGTHS[random.nextInt(LENGTHS.length)]) + "\"";
        }
        int depth = DEPTHS[random.nextInt(DEPTHS.length)];
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    static <T> T pick(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** Anchors that make a short YAML large, or a tree that contains itself. */
    static byte[] anchors(Random random) {
        if (random.nextInt(3) == 0) {
            return "\nself: &self {self: *self}\n".getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder bomb = new StringBuilder("\nb0: &b0 [x, x, x, x, x, x, x, x, x, x]\n");
        int levels = 1 + random.nextInt(10);
        for (int i = 1; i <= levels; i++) {
            bomb.append("b%d: &b%d [".formatted(i, i));
            bomb.append(("*b" + (i - 1) + ", ").repeat(10)).append("]\n");
        }
        return bomb.toString().getBytes(StandardCharsets.UTF_8);
    }
}
