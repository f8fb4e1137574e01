using Akka.Configuration;

namespace Akka.Remote.Configuration;

/// <summary>The settings under akka.remote.kernel, which only this implementation has, and two that the transport's peers share.</summary>
internal sealed class KernelSettings(Config config)
{
    public bool AllowUnencryptedBeyondLoopback { get; } = config.GetBoolean("akka.remote.kernel.allow-unencrypted-beyond-loopback");

    public string TrustedCertificates { get; } = config.GetString("akka.remote.kernel.trusted-certificates", "");

    public string CertificateChain { get; } = config.GetString("akka.remote.kernel.certificate-chain", "");

    public int PendingMessagesLimit { get; } = config.GetInt("akka.remote.kernel.pending-messages-limit");

    public int InboundMailboxLimit { get; } = config.GetInt("akka.remote.kernel.inbound-mailbox-limit");

    public int HandshakesLimit { get; } = config.GetInt("akka.remote.kernel.handshakes-limit");

    public TimeSpan HandshakeTimeout { get; } = config.GetTimeSpan("akka.remote.handshake-timeout");

    public TimeSpan TransportHeartbeatInterval { get; } = config.GetTimeSpan("akka.remote.transport-failure-detector.heartbeat-interval");

    public string TransportFailureDetector { get; } = config.GetString("akka.remote.transport-failure-detector.implementation-class");

    public Config TransportFailureDetectorConfig { get; } = config.GetConfig("akka.remote.transport-failure-detector");
}
