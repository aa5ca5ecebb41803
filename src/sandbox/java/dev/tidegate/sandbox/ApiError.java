package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer of the API server that is no success: a {@code Status} object. */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final int code;
    final String reason;

    ApiError(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    static ApiError of(int code) {
        String reason =
                switch (code) {
                    case 404 -> "NotFound";
                    case 409 -> "Conflict";
                    case 410 -> "Expired";
                    case 422 -> "Invalid";
                    case 429 -> "TooManyRequests";
                    case 503 -> "ServiceUnavailable";
                    case 504 -> "Timeout";
                    default -> "InternalError";
                };
        return new ApiError(code, reason, "injected fault " + code);
    }

    /** Of an internal error the cause stands in the details once more, as of a real server. */
    ObjectNode status() {
        ObjectNode status =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", "Status")
                        .put("apiVersion", "v1")
                        .put("status", "Failure")
                        .put("message", getMessage())
                        .put("reason", reason)
                        .put("code", code);
        if (code == 500) {
            status.putObject("details").putArray("causes").addObject().put("message", getMessage());
        }
        return status;
    }
}
