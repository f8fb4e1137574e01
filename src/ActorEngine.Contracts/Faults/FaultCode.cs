namespace ActorEngine.Contracts;

/// <summary>Kinds of fault; each has one HTTP status in the Docker API gateway.</summary>
public enum FaultCode
{
    /// <summary>A defect in the engine (500).</summary>
    Internal = 0,
    /// <summary>A field is missing, malformed or contradictory (400).</summary>
    InvalidArgument = 1,
    /// <summary>No such container, image, exec or path (404).</summary>
    NotFound = 2,
    /// <summary>The object's state or name does not admit the command (409).</summary>
    Conflict = 3,
    /// <summary>The object is already as asked (304).</summary>
    NotModified = 4,
    /// <summary>The caller lacks the right (403).</summary>
    PermissionDenied = 5,
    /// <summary>This engine or host cannot do it (501).</summary>
    NotSupported = 6,
    /// <summary>A queue or limit is full; ask again later (503).</summary>
    Overloaded = 7,
    /// <summary>A subsystem is starting, stopping or out of reach (503).</summary>
    Unavailable = 8,
    /// <summary>The OCI runtime refused to start the program (400).</summary>
    RuntimeFailed = 9,
    /// <summary>The disk is full or read-only (507).</summary>
    Storage = 10,
    /// <summary>The message type is not known to this engine (400).</summary>
    UnknownMessage = 11,
    /// <summary>A bounded wait ended (504).</summary>
    Timeout = 12,
    /// <summary>The reader was too slow and was let go (499).</summary>
    TooSlow = 13,
    /// <summary>A registry cannot be reached, fails, or sends what it must not (502).</summary>
    RegistryFailed = 14,
}
