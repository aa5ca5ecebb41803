#!/bin/sh
# Creates Tidegate's topics, those of topics.yaml, on a broker of your own. Run it as often as you like: what exists stays.
#
#   BOOTSTRAP=broker:9092 REPLICAS=3 kafka/topics.sh
#
# BOOTSTRAP   address of the broker                     (localhost:9092)
# REPLICAS    replication factor                        (3; use 1 on a single broker)
# PARTITIONS  partitions of each topic that is consumed (12)
# NAMESPACES  namespaces that get topics of their own, such as "bookinfo shop" (none; tidegate.topics.per-namespace)
# COMMAND_CONFIG  file with security settings, if the broker asks for them
set -eu

bootstrap=${BOOTSTRAP:-localhost:9092}
replicas=${REPLICAS:-3}
partitions=${PARTITIONS:-12}
tool=$(command -v kafka-topics || command -v kafka-topics.sh) || {
    echo "kafka-topics is not on the PATH: add the bin folder of a Kafka distribution" >&2
    exit 1
}
# a write counts when two replicas have it, so that one broker may be away without a loss
insync=$((replicas > 1 ? 2 : 1))
day=$((24 * 60 * 60 * 1000))

topic() { # name partitions retention-ms max-message-bytes
    "$tool" --bootstrap-server "$bootstrap" ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} \
        --create --if-not-exists --topic "$1" --partitions "$2" --replication-factor "$replicas" \
        --config "retention.ms=$3" --config "min.insync.replicas=$insync" \
        --config "max.message.bytes=$4" --config "cleanup.policy=delete"
}

# Why each is as it is: topics.yaml
topic tidegate.deployments "$partitions" $((7 * day)) 524288
topic tidegate.alerts "$partitions" $((7 * day)) 524288
topic tidegate.timers "$partitions" $((1 * day)) 524288
topic tidegate.commands "$partitions" $((7 * day)) 524288
topic tidegate.rollouts "$partitions" $((365 * day)) 1048588
topic tidegate.cdevents "$partitions" $((30 * day)) 1048588
for namespace in ${NAMESPACES:-}; do
    for name in deployments alerts commands; do
        topic "tidegate.$name.$namespace" 3 $((7 * day)) 524288
    done
done
topic tidegate.dead-letters 1 $((30 * day)) 1048588
