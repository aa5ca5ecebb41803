package dev.tidegate.adapter.http;

import io.netty.channel.Channel;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The open connections of the HTTP port. There are so many and no more; when one more comes, the
 * one gives way that waits for a request longest. So nobody is kept out by connections that are
 * only held open, and none is ended that has a request under way.
 */
final class Connections {

    private final int most;
    private final Set<Channel> open = new HashSet<>();
    private final Set<Channel> waiting = new LinkedHashSet<>();

    Connections(int most) {
        this.most = most;
    }

    /** One more, which waits for its first request. */
    void opened(Channel connection) {
        Channel given = null;
        synchronized (this) {
            open.add(connection);
            waiting.add(connection);
            if (open.size() > most) {
                given = waiting.iterator().next();
                forget(given);
            }
        }
        if (given != null) {
            var _ = given.close();
        }
    }

    /** It has a request under way. */
    synchronized void busy(Channel connection) {
        waiting.remove(connection);
    }

    /** It waits for its next request. */
    synchronized void waits(Channel connection) {
        if (open.contains(connection)) {
            waiting.add(connection);
        }
    }

    synchronized void closed(Channel connection) {
        forget(connection);
    }

    private void forget(Channel connection) {
        open.remove(connection);
        waiting.remove(connection);
    }
}
