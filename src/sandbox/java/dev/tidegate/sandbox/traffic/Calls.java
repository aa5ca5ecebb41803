package dev.tidegate.sandbox.traffic;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

import java.util.Map;
import java.util.function.Supplier;

/** The calls that a {@link Load} makes. */
public final class Calls {
    private static final String LOOPBACK = "127.0.0.1";

    private Calls() {}

    /**
     * A GET request, on connections that are kept.
     *
     * @param port where the callers' proxy listens
     * @param authority the host that is called, such as {@code reviews:9080}
     * @param headers sent beside it
     */
    public static Supplier<Future<Void>> http(
            Vertx vertx, int port, String authority, Map<String, String> headers) {
        HttpClient client =
                vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(Load.IN_FLIGHT));
        RequestOptions options =
                new RequestOptions().setHost(LOOPBACK).setPort(port).setURI("/reviews/0");
        headers.forEach(options::putHeader);
        HostAndPort called = HostAndPort.parseAuthority(authority, -1);
        return () ->
                client.request(new RequestOptions(options))
                        .compose(request -> request.authority(called).send())
                        .compose(answer -> answer.body())
                        .mapEmpty();
    }

    /** A connection of its own: it ends when the other side ends it. */
    public static Supplier<Future<Void>> tcp(Vertx vertx, int port) {
        NetClient client = vertx.createNetClient();
        return () -> client.connect(port, LOOPBACK).compose(Calls::untilItEnds);
    }

    private static Future<Void> untilItEnds(NetSocket socket) {
        Promise<Void> ended = Promise.promise();
        socket.closeHandler(closed -> ended.tryComplete());
        socket.exceptionHandler(ended::tryFail);
        socket.handler(data -> {});
        return ended.future();
    }
}
