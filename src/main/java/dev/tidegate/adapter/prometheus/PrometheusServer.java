package dev.tidegate.adapter.prometheus;

import com.fasterxml.jackson.core.JacksonException;

import dev.tidegate.controller.NetworkTrouble;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Timers;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A Prometheus, or what speaks as one. After a failure its files are read anew: a certificate may
 * have been replaced.
 */
final class PrometheusServer implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);
    private static final Duration WHOLE_WITHIN = Duration.ofSeconds(8);
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int OK = 200;

    private final PrometheusSettings settings;
    private final Timers timers;
    private final AtomicReference<@Nullable HttpClient> client = new AtomicReference<>();

    PrometheusServer(PrometheusSettings settings, Timers timers) {
        this.settings = settings;
        this.timers = timers;
    }

    /** Hands on the series of an answer; some may be handed on before it turns out to be none. */
    synchronized Result<Boolean> ask(String query, SeriesSink sink) {
        // the client's own limit ends with the head of an answer
        Timers.Timer limit = timers.after(WHOLE_WITHIN, this::close);
        try {
            return answer(sent(query), sink);
        } catch (SettingTrouble e) {
            return away(String.valueOf(e.getMessage()));
        } catch (LimitedStream.TooLarge e) {
            return away(
                    "Prometheus answers more than %d MiB; let it scrape fewer proxies, or let it write by remote write"
                            .formatted(MOST_BYTES >> 20));
        } catch (IOException e) {
            return away(
                    "Prometheus cannot be asked at %s: %s"
                            .formatted(settings.shown(), NetworkTrouble.of(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return away("Tidegate is ending");
        } finally {
            limit.cancel();
        }
    }

    private HttpResponse<InputStream> sent(String query) throws IOException, InterruptedException {
        HttpClient now = client.get();
        if (now == null) {
            HttpClient.Builder builder =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(CONNECT_WITHIN);
            settings.trust().ifPresent(builder::sslContext);
            now = builder.build();
            client.set(now);
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.query())
                        .timeout(ANSWER_WITHIN)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "query="
                                                + URLEncoder.encode(
                                                        query, StandardCharsets.UTF_8)));
        settings.authorization().ifPresent(value -> request.header("Authorization", value));
        return now.send(request.build(), BodyHandlers.ofInputStream());
    }

    private Result<Boolean> answer(HttpResponse<InputStream> response, SeriesSink sink)
            throws IOException {
        try (InputStream body = new LimitedStream(response.body(), MOST_BYTES)) {
            if (response.statusCode() != OK) {
                return away(refused(response.statusCode()));
            }
            Matrix.read(body, sink);
            return new Result.Done<>(true);
        } catch (JacksonException e) {
            return away(
                    "what is at %s does not answer as Prometheus does; set tidegate.evidence.prometheus.url to its address, without /api/v1"
                            .formatted(settings.shown()));
        }
    }

    private String refused(int status) {
        return switch (status) {
            case 401, 403 ->
                    "Prometheus at %s answers %d; give tidegate.evidence.prometheus.token-file, or username and password, whom it lets in"
                            .formatted(settings.shown(), status);
            case 404 ->
                    "there is no Prometheus at %s; set tidegate.evidence.prometheus.url to its address, without /api/v1"
                            .formatted(settings.shown());
            default -> "Prometheus at %s answers %d".formatted(settings.shown(), status);
        };
    }

    private Result<Boolean> away(String why) {
        close();
        return new Result.Unreachable<>(why);
    }

    @Override
    public void close() {
        HttpClient open = client.getAndSet(null);
        if (open != null) {
            open.shutdownNow();
        }
    }
}
