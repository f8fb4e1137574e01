namespace ActorEngine.Shim.Protocol;

/// <summary>Why a request was not done.</summary>
public enum FaultCode : byte
{
    Unknown = 0,

    /// <summary>The frame's kind is not known to this shim.</summary>
    UnknownKind = 1,

    /// <summary>The peer speaks no common version.</summary>
    Version = 2,

    /// <summary>The request does not fit the present state, e.g. a second start.</summary>
    Conflict = 3,

    /// <summary>No exec session or process of that name.</summary>
    NotFound = 4,

    /// <summary>A system call failed.</summary>
    System = 5,

    /// <summary>A limit on sessions, connections or sizes was reached.</summary>
    Limit = 6,
}

/// <summary>Answer to a request that was not done.</summary>
public sealed record Fault(FaultCode Code, string Message) : IShimMessage<Fault>
{
    public static FrameKind Kind => FrameKind.Fault;

    public void WriteTo(FrameWriter writer)
    {
        writer.Byte((byte)Code);
        writer.String(Message);
    }

    public static Fault ReadFrom(ref FrameReader reader) => new((FaultCode)reader.Byte(), reader.String());
}
