namespace ActorEngine.LogDrivers;

/// <summary>Reading the log into the buffer.</summary>
internal sealed partial class LogForwarder
{
    // True when the shim deletes, or is about to delete, the file that is being read.
    private bool IsOvertaken => context.Plan.FileSize > 0 && reader.NewestFile - reader.Position.File >= files;

    private async Task ReadAsync(CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false) is { } entries)
            await AddAsync(assembler.Take(entries), cancellation).ConfigureAwait(false);
        await AddAsync(assembler.TakeRest(reader.Position), cancellation).ConfigureAwait(false);
        buffer.Complete();
    }

    private async Task AddAsync(LineBatch batch, CancellationToken cancellation)
    {
        if (batch.LostFiles > 0) Tell(0, batch.LostFiles * context.Plan.FileSize);
        while (true)
        {
            var next = changed.Next;
            if (buffer.TryAdd(batch)) return;
            bool stuck = context.Plan.NonBlocking && buffer.StuckFor >= context.Patience;
            if (stuck || IsOvertaken)
            {
                batch.Fit(stuck ? Math.Max(0, buffer.Room) : 0);
                Tell(batch.DroppedLines, batch.DroppedBytes);
                continue;
            }

            try
            {
                await next.WaitAsync(context.Patience, context.Time, cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Time to look whether the receiver is stuck.
            }
        }
    }

    private void Tell(long lines, long bytes)
    {
        context.Shown.Drop(lines, bytes);
        context.Dropped();
    }
}
