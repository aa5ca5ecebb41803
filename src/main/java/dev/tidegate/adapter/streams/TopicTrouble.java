package dev.tidegate.adapter.streams;

final class TopicTrouble extends Exception {

    final String topic;

    TopicTrouble(String topic, Throwable cause) {
        super(cause);
        this.topic = topic;
    }
}
