package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.security.cert.CertificateException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

class NetworkTroubleTest {

    @Test
    void eachTroubleIsToldInPlainWords() {
        assertThat(NetworkTrouble.of(new ConnectException()))
                .isEqualTo("the connection is refused");
        assertThat(NetworkTrouble.of(new HttpConnectTimeoutException("slow")))
                .isEqualTo("no answer came in time");
        assertThat(NetworkTrouble.of(new SocketTimeoutException()))
                .isEqualTo("no answer came in time");
        assertThat(NetworkTrouble.of(new IOException(new UnknownHostException("nowhere"))))
                .isEqualTo("its name is not known");
        assertThat(NetworkTrouble.of(new SSLException("plaintext?")))
                .startsWith("it speaks no TLS");
        assertThat(NetworkTrouble.of(handshake())).isEqualTo("its certificate is not believed");
        assertThat(NetworkTrouble.of(new EOFException())).isEqualTo("the connection broke off");
    }

    private static Exception handshake() {
        Exception handshake = new SSLHandshakeException("PKIX");
        handshake.initCause(new CertificateException("PKIX"));
        return handshake;
    }
}
