package dev.tidegate.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The certificates of one authority, by the JDK's keytool. */
public final class Certificates {

    private static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "ca";

    private final Path store;

    /** Makes the authority, in a file of this directory. */
    public Certificates(Path directory) {
        store = directory.resolve("certificates.p12");
        make(AUTHORITY, "-ext", "bc:c");
    }

    /**
     * The Secret of a user with a new certificate, as Strimzi's operator fills it: {@code ca.crt},
     * {@code user.crt} and {@code user.key} in PEM, and CN=name as the subject.
     */
    public Map<String, String> secret(String name) {
        make(name, "-signer", AUTHORITY, "-ext", "san=dns:localhost");
        try {
            KeyStore all = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Key key = all.getKey(name, PASSWORD.toCharArray());
            return Map.of(
                    "ca.crt", pem("CERTIFICATE", all.getCertificate(AUTHORITY).getEncoded()),
                    "user.crt", pem("CERTIFICATE", all.getCertificate(name).getEncoded()),
                    "user.key", pem("PRIVATE KEY", key.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Kafka calls a Secret's files, in a client and in a broker. */
    public static Map<String, String> settings(Map<String, String> secret) {
        Map<String, String> settings = new HashMap<>();
        settings.put("security.protocol", "SSL");
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.key", secret.get("user.key"));
        settings.put("ssl.keystore.certificate.chain", secret.get("user.crt"));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.certificates", secret.get("ca.crt"));
        return settings;
    }

    private void make(String name, String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-alias", name, "-dname", "CN=" + name));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Stream.of(more).forEach(command::add);
        try {
            Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(keytool.getInputStream().readAllBytes(), UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(printed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines);
    }
}
