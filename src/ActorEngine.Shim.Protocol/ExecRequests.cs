namespace ActorEngine.Shim.Protocol;

/// <summary>
/// Makes this connection the session's attachment: <see cref="FrameKind.ExecOutput"/> (a stream byte, then data) and at the end
/// <see cref="ExecExited"/> come back; stdin, its end and resizes may be sent. One at a time.
/// </summary>
public sealed record ExecAttach(string Id) : IShimMessage<ExecAttach>
{
    public static FrameKind Kind => FrameKind.ExecAttach;

    public void WriteTo(FrameWriter writer) => writer.String(Id);

    public static ExecAttach ReadFrom(ref FrameReader reader) => new(reader.String());
}

/// <summary>The client has made the session's end durable; the shim forgets it.</summary>
public sealed record ExecAcknowledge(string Id) : IShimMessage<ExecAcknowledge>
{
    public static FrameKind Kind => FrameKind.ExecAcknowledge;

    public void WriteTo(FrameWriter writer) => writer.String(Id);

    public static ExecAcknowledge ReadFrom(ref FrameReader reader) => new(reader.String());
}

/// <summary>Sends a signal to a session's process.</summary>
public sealed record ExecSignal(string Id, int Signal) : IShimMessage<ExecSignal>
{
    public static FrameKind Kind => FrameKind.ExecSignal;

    public void WriteTo(FrameWriter writer)
    {
        writer.String(Id);
        writer.Int32(Signal);
    }

    public static ExecSignal ReadFrom(ref FrameReader reader) => new(reader.String(), reader.Int32());
}

/// <summary>One session: running, or ended and not acknowledged.</summary>
public readonly record struct ExecEntry(string Id, int Pid, bool Running);

/// <summary>Answer to <see cref="FrameKind.ExecList"/>.</summary>
public sealed record ExecListed(IReadOnlyList<ExecEntry> Sessions) : IShimMessage<ExecListed>
{
    public static FrameKind Kind => FrameKind.ExecListed;

    public void WriteTo(FrameWriter writer)
    {
        writer.Int32(Sessions.Count);
        for (int i = 0; i < Sessions.Count; i++)
        {
            writer.String(Sessions[i].Id);
            writer.Int32(Sessions[i].Pid);
            writer.Bool(Sessions[i].Running);
        }
    }

    public static ExecListed ReadFrom(ref FrameReader reader)
    {
        int count = reader.Int32();
        if (count is < 0 or > Frames.MaxSize) throw new ProtocolException("list longer than its frame");
        List<ExecEntry> sessions = [];
        for (int i = 0; i < count; i++) sessions.Add(new ExecEntry(reader.String(), reader.Int32(), reader.Bool()));
        return new ExecListed(sessions);
    }
}
