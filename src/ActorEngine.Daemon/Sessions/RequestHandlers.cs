using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>
/// The work behind each request that is more than one message. Preparing happens in the order of the client's requests and must
/// not block: what a request says of "now" is settled there, before a later one can change it.
/// </summary>
internal sealed class RequestHandlers(EngineServices services)
{
    /// <summary>What is to run outside the actors.</summary>
    public Func<Task<IReply>> Prepare(IEngineCall call)
    {
        try
        {
            return call.Request switch
            {
                AttachContainer attach => AttachStream.Prepare(services, call, attach),
                ReadLogs logs => LogStream.Prepare(services, call, logs),
                StartExec exec => () => ExecStream.RunAsync(services, call, exec),
                LoadImage or ImportImage => () => ImageUpload.RunAsync(services, call),
                PushBlob push => () => ImageUpload.PushAsync(services, call, push),
                BuildImage => () => BuildStream.RunAsync(services, call),
                FetchBlob fetch => () => BlobStream.RunAsync(services, call, fetch),
                SubscribeEvents subscribe => () => EventFollower.RunAsync(services, call, subscribe),
                GetStats stats => () => StatsStream.RunAsync(services, call, stats),
                GetInfo => () => EngineInfoQuery.RunAsync(services, call.Cancelled),
                CopyFromContainer copy => () => CopyOut.RunAsync(services, call, copy),
                CopyToContainer copy => () => CopyIn.RunAsync(services, call, copy),
                CommitContainer commit => () => ContainerCommit.RunAsync(services, commit, call.Cancelled),
                SaveImages save => () => ArchiveDownload.SaveAsync(services, call, save),
                ExportContainer export => () => ArchiveDownload.ExportAsync(services, call, export),
                StatPath stat => () => CopyOut.StatAsync(services, call, stat),
                _ => throw new InvalidOperationException($"No handler for {call.Request.GetType().Name}."),
            };
        }
        catch (FaultException refused)
        {
            return () => Task.FromResult<IReply>(refused.Fault);
        }
        catch (IOException error)
        {
            return () => Task.FromResult<IReply>(new Fault(FaultCode.Storage, error.Message));
        }
    }
}
