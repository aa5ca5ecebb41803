package dev.tidegate.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where Prometheus is, and how it is spoken to.
 *
 * @param url its address, before {@code /api/v1}
 * @param tokenFile holds a bearer token; read at each question, as Kubernetes renews it
 * @param caFile whose certificates are believed, in PEM; empty for the JVM's own
 */
record PrometheusSettings(
        URI url,
        Optional<Path> tokenFile,
        Optional<String> username,
        Optional<String> password,
        Optional<Path> caFile) {

    private static final String PREFIX = "tidegate.evidence.prometheus.";

    PrometheusSettings {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "%surl: is no address; use http or https, such as http://prometheus.monitoring:9090, and give no password in it"
                            .formatted(PREFIX));
        }
        if (tokenFile.isPresent() && username.isPresent()) {
            throw new IllegalArgumentException(
                    "%stoken-file: stands beside username; set one of both".formatted(PREFIX));
        }
        if (username.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException(
                    "%susername: username and password stand together; set both or none"
                            .formatted(PREFIX));
        }
    }

    /** Reads the address. */
    static URI url(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%surl: \"%s\" is no address; use one such as http://prometheus.monitoring:9090"
                            .formatted(PREFIX, text),
                    e);
        }
    }

    /** Where instant queries are asked. */
    URI query() {
        String base = url.toString();
        return URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                        + "/api/v1/query");
    }

    /** Its address for a person. */
    String shown() {
        return url.toString();
    }

    /** The header Authorization. */
    Optional<String> authorization() throws SettingTrouble {
        if (tokenFile.isPresent()) {
            return Optional.of("Bearer " + text("token-file", tokenFile.get()).strip());
        }
        return username.map(
                user ->
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                (user + ":" + password.orElse(""))
                                                        .getBytes(UTF_8)));
    }

    /** Whom to believe; empty for the JVM's own. */
    Optional<SSLContext> trust() throws SettingTrouble {
        return caFile.isPresent() ? Optional.of(trusting(caFile.get())) : Optional.empty();
    }

    private static SSLContext trusting(Path file) throws SettingTrouble {
        try (var pem = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + number++, each);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw wrong("ca-file", file, "certificates in PEM");
        }
    }

    private static String text(String setting, Path file) throws SettingTrouble {
        try {
            String text = Files.readString(file, UTF_8);
            if (text.isBlank() || text.strip().lines().count() > 1) {
                throw wrong(setting, file, "one token");
            }
            return text;
        } catch (SettingTrouble e) {
            throw e;
        } catch (IOException e) {
            throw wrong(setting, file, "one token");
        }
    }

    private static SettingTrouble wrong(String setting, Path file, String wanted) {
        return new SettingTrouble(
                "%s%s: %s cannot be read; let it hold %s".formatted(PREFIX, setting, file, wanted));
    }
}
