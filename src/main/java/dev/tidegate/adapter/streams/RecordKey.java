package dev.tidegate.adapter.streams;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.Invalid;

/** The key of the records of a service: {@code namespace/service}. */
final class RecordKey {

    private RecordKey() {}

    /**
     * The service of a key.
     *
     * @throws Invalid when it is none
     */
    static ServiceKey service(String key) {
        int slash = key.indexOf('/');
        try {
            return new ServiceKey(key.substring(0, Math.max(0, slash)), key.substring(slash + 1));
        } catch (IllegalArgumentException e) {
            throw new Invalid("key", "\"%s\" is no namespace/service".formatted(key));
        }
    }
}
