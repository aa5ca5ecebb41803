package dev.tidegate.messages;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Proxy;

/** An interface of which a test asks one question. */
public final class Fixed {

    private Fixed() {}

    /** Answers each call with {@code answer}. */
    public static <T> T answering(Class<T> type, @Nullable Object answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, (_, _, _) -> answer));
    }
}
