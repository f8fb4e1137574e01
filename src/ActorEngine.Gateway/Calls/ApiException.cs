using ActorEngine.Contracts;

namespace ActorEngine.Gateway.Calls;

/// <summary>A request that is answered with an error: a status and <c>{"message"}</c>.</summary>
internal class ApiException(int status, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>What the engine answered; null where the gateway refuses by itself.</summary>
    public Fault? Fault { get; private init; }

    /// <summary>What the Docker API says where the engine answered with a fault.</summary>
    public static ApiException Of(Fault fault) => new(StatusOf(fault.Code), fault.Message) { Fault = fault };

    private static int StatusOf(FaultCode code) => code switch
    {
        FaultCode.InvalidArgument or FaultCode.UnknownMessage or FaultCode.RuntimeFailed => 400,
        FaultCode.NotFound => 404,
        FaultCode.Conflict => 409,
        FaultCode.NotModified => 304,
        FaultCode.PermissionDenied => 403,
        FaultCode.NotSupported => 501,
        FaultCode.Overloaded or FaultCode.Unavailable => 503,
        FaultCode.Storage => 507,
        FaultCode.Timeout => 504,
        _ => 500,
    };
}
