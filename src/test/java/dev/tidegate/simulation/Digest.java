package dev.tidegate.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.logging.LogManager;

/** Prints a digest of the histories of the seeds that it is given, for another JVM to compare. */
public final class Digest {

    private Digest() {}

    public static void main(String[] seeds) {
        LogManager.getLogManager().reset();
        System.out.println(of(seeds));
    }

    static String of(String... seeds) {
        MessageDigest digest = sha256();
        for (String seed : seeds) {
            Simulation.Ending ending = Simulation.play(Plan.of(Long.parseLong(seed)), true);
            digest.update(ending.toString().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
