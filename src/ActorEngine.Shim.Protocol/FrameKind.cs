namespace ActorEngine.Shim.Protocol;

/// <summary>What a frame carries. Numbers are never reused; a shim answers one it does not know with <see cref="Fault"/>.</summary>
public enum FrameKind : byte
{
    None = 0,

    // Client to shim.
    Hello = 1,
    Configure = 2,
    Start = 3,
    Create = 4,
    StartCreated = 5,
    Adopt = 6,
    Signal = 7,
    Stdin = 8,
    StdinClose = 9,
    Resize = 10,
    Exec = 11,
    ExecAttach = 12,
    ExecList = 13,
    ExecAcknowledge = 14,
    ExitAcknowledge = 15,
    RunHelper = 16,
    PassTerminal = 17,
    Status = 18,
    Shutdown = 19,
    ExecSignal = 20,

    // Shim to client: replies carry the request's id.
    Welcome = 64,
    Done = 65,
    Fault = 66,
    Started = 67,
    StartFailed = 68,
    ExecStarted = 69,
    ExecListed = 70,
    HelperDone = 71,
    StatusReport = 72,
    Terminal = 73,

    // Shim to client: notifications, request id 0.
    Exited = 96,
    ExecExited = 97,
    OutOfMemory = 98,
    LogLoss = 99,
    ExecOutput = 100,
}
