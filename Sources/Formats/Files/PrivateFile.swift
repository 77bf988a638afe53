import Foundation

/// Makes an empty file for nobody but its owner to read, before anything is in it.
/// - Throws: `FileAccessError`, also where there is a file already.
func makePrivateFile(_ path: String) throws(FileAccessError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileAccessError("create", path) }
    close(descriptor)
}
