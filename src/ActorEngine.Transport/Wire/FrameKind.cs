namespace ActorEngine.Transport;

/// <summary>What a frame carries. Numbers are part of the protocol.</summary>
internal enum FrameKind : byte
{
    /// <summary>Stream 0, first frame of each side: magic, protocol version, initial credit, product version.</summary>
    Greeting = 0,
    /// <summary>Client: opens a stream with a command or query.</summary>
    Request = 1,
    /// <summary>Engine: the last frame of a stream.</summary>
    Reply = 2,
    /// <summary>Either side: a message within a stream.</summary>
    Item = 3,
    /// <summary>Either side: channel number and raw bytes.</summary>
    Data = 4,
    /// <summary>Either side: more bytes may be sent on this stream.</summary>
    Credit = 5,
    /// <summary>Client: no more data or items will come on this stream.</summary>
    HalfClose = 6,
    /// <summary>Client: the answer is no longer wanted.</summary>
    Cancel = 7,
}
