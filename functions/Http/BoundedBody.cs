namespace HubFunctions.Http;

/// <summary>A request body that ends with 413 beyond a number of bytes. The web server's own bound closes the connection while
/// the sender still sends, and the host in front then answers 500: so that one is set above anything the host lets through, and
/// this one answers.</summary>
internal sealed class BoundedBody(Stream body, long max) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <summary>Replaces the body, or refuses at once what says itself that it is too large.</summary>
    /// <exception cref="BadHttpRequestException">413.</exception>
    public static void Set(HttpContext context, long max)
    {
        if (context.Request.ContentLength > max)
            throw TooLarge();
        if (context.Request.ContentLength is null)
            context.Request.Body = new BoundedBody(context.Request.Body, max);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        _read += read;
        return _read <= max ? read : throw TooLarge();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static BadHttpRequestException TooLarge() => new("Request body too large.", StatusCodes.Status413PayloadTooLarge);
}
