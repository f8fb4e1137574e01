using Akka.Actor;
using Akka.Configuration;

namespace Akka.Remote;

/// <summary>The settings under akka.remote.</summary>
public class RemoteSettings
{
    public static readonly string AkkaScheme = "akka";

    public RemoteSettings(Config config)
    {
        Config = config;
        LogReceive = config.GetBoolean("akka.remote.log-received-messages");
        LogSend = config.GetBoolean("akka.remote.log-sent-messages");
        LogBufferSizeExceeding = IsOff(config.GetString("akka.remote.log-buffer-size-exceeding")) ? int.MaxValue : config.GetInt("akka.remote.log-buffer-size-exceeding");
        UntrustedMode = config.GetBoolean("akka.remote.untrusted-mode");
        TrustedSelectionPaths = [.. config.GetStringList("akka.remote.trusted-selection-paths")];
        RemoteLifecycleEventsLogLevel = LifecycleLevel(config.GetString("akka.remote.log-remote-lifecycle-events"));
        Dispatcher = config.GetString("akka.remote.use-dispatcher");
        ShutdownTimeout = config.GetTimeSpan("akka.remote.shutdown-timeout");
        FlushWait = config.GetTimeSpan("akka.remote.flush-wait-on-shutdown");
        StartupTimeout = config.GetTimeSpan("akka.remote.startup-timeout");
        RetryGateClosedFor = config.GetTimeSpan("akka.remote.retry-gate-closed-for");
        UsePassiveConnections = config.GetBoolean("akka.remote.use-passive-connections");
        BackoffPeriod = config.GetTimeSpan("akka.remote.backoff-interval");
        SysMsgBufferSize = config.GetInt("akka.remote.system-message-buffer-size");
        SysResendTimeout = config.GetTimeSpan("akka.remote.resend-interval");
        SysResendLimit = config.GetInt("akka.remote.resend-limit");
        SysMsgAckTimeout = config.GetTimeSpan("akka.remote.system-message-ack-piggyback-timeout");
        InitialSysMsgDeliveryTimeout = config.GetTimeSpan("akka.remote.initial-system-message-delivery-timeout");
        QuarantineSilentSystemTimeout = config.GetTimeSpan("akka.remote.quarantine-after-silence");
        QuarantineDuration = config.GetTimeSpan("akka.remote.prune-quarantine-marker-after");
        CommandAckTimeout = config.GetTimeSpan("akka.remote.command-ack-timeout");
        WatchFailureDetectorConfig = config.GetConfig("akka.remote.watch-failure-detector");
        WatchFailureDetectorImplementationClass = WatchFailureDetectorConfig.GetString("implementation-class");
        WatchHeartBeatInterval = WatchFailureDetectorConfig.GetTimeSpan("heartbeat-interval");
        WatchUnreachableReaperInterval = WatchFailureDetectorConfig.GetTimeSpan("unreachable-nodes-reaper-interval");
        WatchHeartbeatExpectedResponseAfter = WatchFailureDetectorConfig.GetTimeSpan("expected-response-after");
        TransportNames = config.GetStringList("akka.remote.enabled-transports");
        Transports = TransportNames.Select(name => new TransportSettings(config.GetConfig(name))).ToArray();
        Adapters = config.GetConfig("akka.remote.adapters").AsEnumerable().ToDictionary(a => a.Key, a => a.Value.GetString());
    }

    public Config Config { get; }

    public bool LogReceive { get; set; }

    public bool LogSend { get; set; }

    public int LogBufferSizeExceeding { get; set; }

    public bool UntrustedMode { get; set; }

    public HashSet<string> TrustedSelectionPaths { get; set; }

    public string RemoteLifecycleEventsLogLevel { get; set; }

    public string Dispatcher { get; set; }

    public TimeSpan ShutdownTimeout { get; set; }

    public TimeSpan FlushWait { get; set; }

    public TimeSpan StartupTimeout { get; set; }

    public TimeSpan RetryGateClosedFor { get; set; }

    public bool UsePassiveConnections { get; set; }

    public TimeSpan BackoffPeriod { get; set; }

    public int SysMsgBufferSize { get; set; }

    public TimeSpan SysResendTimeout { get; set; }

    public int SysResendLimit { get; set; }

    public TimeSpan SysMsgAckTimeout { get; set; }

    public TimeSpan InitialSysMsgDeliveryTimeout { get; set; }

    public TimeSpan QuarantineSilentSystemTimeout { get; set; }

    public TimeSpan? QuarantineDuration { get; set; }

    public TimeSpan CommandAckTimeout { get; set; }

    public Config WatchFailureDetectorConfig { get; set; }

    public string WatchFailureDetectorImplementationClass { get; set; }

    public TimeSpan WatchHeartBeatInterval { get; set; }

    public TimeSpan WatchUnreachableReaperInterval { get; set; }

    public TimeSpan WatchHeartbeatExpectedResponseAfter { get; set; }

    public IList<string> TransportNames { get; set; }

    public TransportSettings[] Transports { get; set; }

    public IDictionary<string, string> Adapters { get; set; }

    public Props ConfigureDispatcher(Props props) => string.IsNullOrEmpty(Dispatcher) ? props : props.WithDispatcher(Dispatcher);

    private static bool IsOff(string value) => value?.ToLowerInvariant() is "off" or "false" or "no";

    private static string LifecycleLevel(string value) => value?.ToLowerInvariant() switch
    {
        null or "on" or "yes" or "true" => "DEBUG",
        "off" or "no" or "false" => "OFF",
        _ => value,
    };

    /// <summary>The settings of one transport.</summary>
    public class TransportSettings(Config config)
    {
        public Config Config { get; set; } = config;

        public string TransportClass { get; set; } = config.GetString("transport-class");

        public IList<string> Adapters { get; set; } = config.GetStringList("applied-adapters");
    }
}
