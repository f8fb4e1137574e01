namespace ActorEngine.Contracts;

/// <summary>Bytes that are no message of the contract.</summary>
public sealed class MessageFormatException(FaultCode code, string message, string? field = null) : FormatException(message)
{
    /// <summary>UnknownMessage or InvalidArgument.</summary>
    public FaultCode Code { get; } = code;

    /// <summary>JSON path of the field at fault, if known.</summary>
    public string? Field { get; } = field;

    /// <summary>The fault to answer with.</summary>
    public Fault ToFault() => new(Code, Message) { Field = Field };
}
