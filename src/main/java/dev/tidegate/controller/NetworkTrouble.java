package dev.tidegate.controller;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

/** Why somebody could not be asked over the network, in words for a person. */
public final class NetworkTrouble {

    private NetworkTrouble() {}

    /** What {@code failure}, or what caused it, means. */
    public static String of(Throwable failure) {
        List<Throwable> causes =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
        if (causes.stream().anyMatch(CertificateException.class::isInstance)) {
            return "its certificate is not believed";
        }
        return causes.stream()
                .map(NetworkTrouble::known)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("the connection broke off");
    }

    private static String known(Throwable failure) {
        return switch (failure) {
            case UnknownHostException _, UnresolvedAddressException _ -> "its name is not known";
            case NoRouteToHostException _ -> "no way leads there";
            case HttpTimeoutException _, SocketTimeoutException _, TimeoutException _ ->
                    "no answer came in time";
            case ConnectException _ -> "the connection is refused";
            case SSLException _ -> "it speaks no TLS that is understood here, or wants none";
            default -> "";
        };
    }
}
