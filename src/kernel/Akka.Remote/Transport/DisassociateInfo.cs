namespace Akka.Remote.Transport;

/// <summary>Why a peer says farewell.</summary>
public enum DisassociateInfo
{
    Unknown = 0,
    Shutdown = 1,
    Quarantined = 2,
}
