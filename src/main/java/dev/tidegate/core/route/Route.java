package dev.tidegate.core.route;

import java.util.Map;

/**
 * A route that was found in an object.
 *
 * @param namespace of the object
 * @param key names it in our annotations: {@code http/primary}, {@code tcp/9000}, {@code
 *     tls/443+www.example.com+gateway=mesh}, {@code http/*} when it has neither name nor match
 * @param title names it for a person: {@code VirtualService bookinfo/reviews, http route "primary"}
 * @param tree the route itself; changing it changes the object it was found in
 */
public record Route(String namespace, String key, String title, Map<String, Object> tree) {}
