package dev.tidegate.it;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;

import java.net.HttpCookie;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One caller of a service, who keeps the cookies that answers set, as a browser does. */
final class Visitor {
    private final HttpClient client;
    private final Context loop;
    private final int port;
    private final HostAndPort authority;
    private final Map<String, String> headers;
    private final SortedMap<String, HttpCookie> cookies = new TreeMap<>();

    /** A caller, who sends these headers with each request. */
    Visitor(Vertx vertx, int port, String authority, Map<String, String> headers) {
        this.client = vertx.createHttpClient();
        this.loop = vertx.getOrCreateContext();
        this.port = port;
        this.authority = HostAndPort.parseAuthority(authority, -1);
        this.headers = headers;
    }

    /** The version that answered one request. */
    String meets() {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/reviews/0");
        headers.forEach(options::putHeader);
        if (!cookies.isEmpty()) {
            options.putHeader("cookie", sent());
        }
        Promise<Buffer> body = Promise.promise();
        // on the event loop, where no answer ends before somebody listens
        loop.runOnContext(
                v ->
                        client.request(options)
                                .compose(request -> request.authority(authority).send())
                                .compose(answer -> kept(answer).body())
                                .onComplete(body));
        return body.future().toCompletionStage().toCompletableFuture().join().toString();
    }

    /** The versions that answered {@code n} requests, one after the other. */
    List<String> meets(int n) {
        return IntStream.range(0, n).mapToObj(i -> meets()).toList();
    }

    private HttpClientResponse kept(HttpClientResponse answer) {
        answer.cookies().stream()
                .flatMap(line -> HttpCookie.parse(line).stream())
                .forEach(cookie -> cookies.put(cookie.getName(), cookie));
        return answer;
    }

    private String sent() {
        return cookies.values().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The cookies that it keeps, by name. */
    SortedMap<String, HttpCookie> cookies() {
        return cookies;
    }
}
