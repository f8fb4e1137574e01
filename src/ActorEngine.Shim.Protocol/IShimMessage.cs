namespace ActorEngine.Shim.Protocol;

/// <summary>A message with its kind and its hand-written codec. Fields are only ever added, at the end.</summary>
public interface IShimMessage<TSelf> where TSelf : IShimMessage<TSelf>
{
    /// <summary>The kind of frame that carries it.</summary>
    static abstract FrameKind Kind { get; }

    /// <summary>Encodes the fields.</summary>
    void WriteTo(FrameWriter writer);

    /// <summary>Decodes the fields.</summary>
    static abstract TSelf ReadFrom(ref FrameReader reader);
}
