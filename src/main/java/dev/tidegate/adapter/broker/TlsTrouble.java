package dev.tidegate.adapter.broker;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

/** Why the two sides of a TLS connection do not agree. */
public final class TlsTrouble {

    /** RFC 8446, section 6: the reason that the other side gives. */
    private static final Pattern ALERT = Pattern.compile("alert: ([a-z_]+)");

    private TlsTrouble() {}

    /** What is wrong with the certificate of the other side; empty when it is believed. */
    public static Optional<String> certificate(Throwable failure) {
        List<Throwable> causes = causes(failure);
        if (causes.stream().noneMatch(CertificateException.class::isInstance)) {
            return Optional.empty();
        }
        return causes.stream()
                .map(TlsTrouble::certificateOf)
                .flatMap(Optional::stream)
                .reduce((_, inner) -> inner)
                .or(() -> Optional.of("it is of another name"));
    }

    private static Optional<String> certificateOf(Throwable cause) {
        return switch (cause) {
            case CertificateExpiredException _ -> Optional.of("it has expired");
            case CertificateNotYetValidException _ -> Optional.of("it is not valid yet");
            case CertPathBuilderException _, CertPathValidatorException _ ->
                    Optional.of("an authority that is not known here has signed it");
            default -> Optional.empty();
        };
    }

    /** Why the other side refuses us, by its TLS alert; empty when it is no matter of TLS. */
    public static Optional<String> refusal(Throwable failure) {
        return causes(failure).stream()
                .filter(SSLException.class::isInstance)
                .reduce((_, inner) -> inner)
                .map(cause -> ALERT.matcher(Objects.requireNonNullElse(cause.getMessage(), "")))
                .map(a -> a.find() ? "by the TLS alert " + a.group(1) : "in the TLS handshake");
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    }
}
